import type { DeviceIdentity } from '../../domain/device.ts';
import type { TransactionId } from '../../domain/transaction.ts';

/** What a device may publish (mqtt.md, "Scheme", dev->gw), cut out of its topic. */
export type DeviceTopic =
  | { readonly kind: 'status' }
  | { readonly kind: 'describe' }
  | { readonly kind: 'state' | 'telemetry' | 'event'; readonly name: string }
  | { readonly kind: 'answer'; readonly transactionId: TransactionId };

const euidPattern = /^[0-9a-f]{16}$/;
const namePattern = /^[a-z][a-z0-9_]{0,31}$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An EUID in its one form on the wire: 16 lower-case hex without colons. */
export function isEuid(text: string): text is DeviceIdentity {
  return euidPattern.test(text);
}

/** The filter that all commands for a device match: the only way to receive one. */
export function toCommandFilter(identity: DeviceIdentity): string {
  return `gw/v1/${identity}/cmd/+/req`;
}

/** The topic of one command. */
export function toRequestTopic(identity: DeviceIdentity, transactionId: TransactionId): string {
  return `gw/v1/${identity}/cmd/${transactionId}/req`;
}

/** Reads a topic of this device; `null` for another device's and for everything else. */
export function parseTopic(identity: DeviceIdentity, topic: string): DeviceTopic | null {
  const root = `gw/v1/${identity}/`;
  if (!topic.startsWith(root)) return null;
  const [kind = '', name = '', leaf, ...rest] = topic.slice(root.length).split('/');
  if (rest.length > 0) return null;
  if (kind === 'cmd') return parseAnswer(name, leaf);
  if (leaf !== undefined) return null;
  if (kind === 'status' || kind === 'describe') {
    return topic === root + kind ? { kind } : null;
  }
  if (kind !== 'state' && kind !== 'telemetry' && kind !== 'event') return null;
  return namePattern.test(name) ? { kind, name } : null;
}

function parseAnswer(id: string, leaf: string | undefined): DeviceTopic | null {
  if (leaf !== 'res' || !uuidPattern.test(id)) return null;
  return { kind: 'answer', transactionId: id as TransactionId };
}

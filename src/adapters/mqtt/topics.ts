import type { DeviceIdentity } from '../../domain/device.ts';
import type { TransactionId } from '../../domain/transaction.ts';

/** What a device may publish (mqtt.md, "Scheme", dev->gw), cut out of its topic. */
export type DeviceTopic =
  | { readonly kind: 'status' }
  | { readonly kind: 'describe' }
  /** A CSR for its next certificate (provisioning.md, "Rotation"). */
  | { readonly kind: 'csr' }
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

/** Above everything of one device. */
export function toTopicRoot(identity: DeviceIdentity): string {
  return `gw/v1/${identity}`;
}

/** What a request for a certificate is answered on. */
export type Verdict = 'accepted' | 'rejected';

/** The topic of an answer to a device's own CSR. */
export function toRotationTopic(identity: DeviceIdentity, verdict: Verdict): string {
  return `gw/v1/${identity}/cert/csr/${verdict}`;
}

/** What a claim's session may ask for (provisioning.md 2.3, steps 4 and 5). */
export type ClaimStep = 'csr' | 'register';

const claimSteps: readonly ClaimStep[] = ['csr', 'register'];

/** Reads a topic of this claim; `null` for another claim's and for everything else. */
export function parseClaimTopic(claimId: string, topic: string): ClaimStep | null {
  return claimSteps.find((step) => topic === `gw/v1/prov/${claimId}/${step}/req`) ?? null;
}

/** The topic of an answer to a claim's request. */
export function toClaimTopic(claimId: string, step: ClaimStep, verdict: Verdict): string {
  return `gw/v1/prov/${claimId}/${step}/${verdict}`;
}

/** The filters of a claim: its four answers, one by one or all of its own topics. */
export function toClaimFilters(claimId: string): readonly string[] {
  const verdicts: readonly Verdict[] = ['accepted', 'rejected'];
  const answers = claimSteps.flatMap((step) =>
    verdicts.map((verdict) => toClaimTopic(claimId, step, verdict)),
  );
  return [...answers, `gw/v1/prov/${claimId}/#`];
}

/** True for a UUID in its one form on the wire. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Reads a topic of this device; `null` for another device's and for everything else. */
export function parseTopic(identity: DeviceIdentity, topic: string): DeviceTopic | null {
  const root = `gw/v1/${identity}/`;
  if (!topic.startsWith(root)) return null;
  const [kind = '', name = '', leaf, ...rest] = topic.slice(root.length).split('/');
  if (rest.length > 0) return null;
  if (kind === 'cmd') return parseAnswer(name, leaf);
  if (kind === 'cert') return topic === `${root}cert/csr/req` ? { kind: 'csr' } : null;
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

import type { DeviceId, DeviceIdentity } from '../../domain/device.ts';
import { frameTextMax, toFrame } from '../../domain/frame.ts';
import type { MqttPorts } from './settings.ts';

/** Writes what goes over a device's link into its frame log. */
export type FrameTap = {
  heard(topic: string, payload: Uint8Array): void;
  sent(topic: string, payload: Uint8Array): void;
};

/** Values that nobody may read in a log: of claims, tokens and passwords (provisioning.md 2.3). */
const secretNames = [
  '[A-Za-z]*[sS]ecret',
  'password',
  'encryptedPrivateKey',
  'ownershipToken',
  'certificateOwnershipToken',
];
const secretMembers = new RegExp(
  `("(?:${secretNames.join('|')})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`,
  'g',
);

/** Makes the tap of one device; topics are named without the device's own part. */
export function makeFrameTap(
  { frames, clock }: Pick<MqttPorts, 'frames' | 'clock'>,
  device: { readonly id: DeviceId; readonly identity: DeviceIdentity },
): FrameTap {
  const own = `gw/v1/${device.identity}/`;
  const record = (direction: 'in' | 'out', topic: string, payload: Uint8Array) => {
    const name = topic.startsWith(own) ? topic.slice(own.length) : topic;
    // A little over the bound, so that the cut is seen as one.
    const text = Buffer.from(payload.subarray(0, frameTextMax * 2)).toString('utf8');
    const masked = text.replace(secretMembers, '$1***');
    frames.record(device.id, toFrame({ atMs: clock.nowMs(), direction, name, text: masked }));
  };
  return {
    heard: (topic, payload) => record('in', topic, payload),
    sent: (topic, payload) => record('out', topic, payload),
  };
}

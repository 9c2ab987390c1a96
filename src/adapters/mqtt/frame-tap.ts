import type { DeviceId, DeviceIdentity } from '../../domain/device.ts';
import { frameTextMax, toFrame } from '../../domain/frame.ts';
import type { MqttPorts } from './settings.ts';

/** Writes what goes over the links of devices into their frame logs. */
export type FrameTap = {
  heard(link: Tapped, topic: string, payload: Buffer): void;
  sent(link: Tapped, topic: string, payload: Buffer): void;
};

/** Whose link it is. */
export type Tapped = { readonly deviceId: DeviceId; readonly identity: DeviceIdentity };

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

/** A part of each such name: what holds none of them need not be searched. */
const secretMarks = ['ecret', 'password', 'encryptedPrivateKey', 'wnershipToken'];

/** Makes the tap of all devices; topics are named without the device's own part. */
export function makeFrameTap({ frames, clock }: Pick<MqttPorts, 'frames' | 'clock'>): FrameTap {
  const record = (
    direction: 'in' | 'out',
    { deviceId, identity }: Tapped,
    { topic, payload }: { readonly topic: string; readonly payload: Buffer },
  ) => {
    const own = `gw/v1/${identity}/`;
    const name = topic.startsWith(own) ? topic.slice(own.length) : topic;
    // A little over the bound, so that the cut is seen as one.
    const text = mask(payload.toString('utf8', 0, frameTextMax * 2));
    frames.record(deviceId, toFrame({ atMs: clock.nowMs(), direction, name, text }));
  };
  return {
    heard: (link, topic, payload) => record('in', link, { topic, payload }),
    sent: (link, topic, payload) => record('out', link, { topic, payload }),
  };
}

function mask(text: string): string {
  if (!secretMarks.some((mark) => text.includes(mark))) return text;
  return text.replace(secretMembers, '$1***');
}

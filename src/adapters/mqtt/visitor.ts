import type { Device, DeviceClass, DeviceIdentity } from '../../domain/device.ts';
import type { DeviceDoor } from '../../domain/ports/devices.ts';
import { type Refusal, refusalCodes } from './transport.ts';

/** Who came in, and by what: a device by its certificate or by a secret, or a claim. */
export type Visitor =
  | {
      readonly kind: 'device';
      readonly device: Device;
      readonly identity: DeviceIdentity;
      /** SHA-256 of its certificate, 64 lower-case hex; `null` = it came with a secret. */
      readonly fingerprint: string | null;
      /** Cut then, Unix ms: its certificate ends. `null` = it came with a secret. */
      readonly endsAtMs: number | null;
      /** Is it still let in? Asked when its connection is held, from when on it can be closed. */
      readonly confirm: () => Promise<boolean>;
    }
  | {
      readonly kind: 'claim';
      readonly claimId: string;
      /** Our name of this one session. */
      readonly session: string;
      /** Cut then, Unix ms. */
      readonly endsAtMs: number;
    };

/** What became of a CONNECT. */
export type Decision = { readonly kind: 'admitted'; readonly visitor: Visitor } | Refusal;

/** The classes of devices that speak MQTT. */
export const classes: readonly DeviceClass[] = [
  'battery',
  'heat_pump_unit',
  'heat_pump_controller',
];

/** A refusal with its CONNACK code; `reason` is a word of a closed set. */
export function refuse(code: keyof typeof refusalCodes, reason: string): Refusal {
  return { kind: 'refused', code: refusalCodes[code], reason };
}

/** A door's answer as a decision. */
export function toDecision(
  answer: Awaited<ReturnType<DeviceDoor['admit']>>,
  how: { toVisitor: (device: Device) => Visitor; refusal: Refusal },
): Decision {
  switch (answer.kind) {
    case 'admitted':
      return { kind: 'admitted', visitor: how.toVisitor(answer.device) };
    case 'throttled':
      return refuse('unavailable', 'throttled');
    default:
      return how.refusal;
  }
}

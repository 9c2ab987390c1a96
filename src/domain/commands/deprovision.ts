import { type Static, Type } from 'typebox';
import { noEvidence } from '../evidence.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/**
 * Tell a controller to forget its account and its certificate (mqtt.md `deprovision`). The owner's
 * word decides, not the device's: however it ends, the device is retired and its certificates are
 * revoked with it; only a cancel before it was sent keeps them. So it waits a minute at most. Any
 * class that speaks MQTT takes it: an EUID may have been registered as the wrong one.
 */
export const deprovision: CommandSpec<'deprovision', Static<typeof schema>> = {
  kind: 'deprovision',
  schema,
  policy: {
    waitsOffline: 'yes',
    expiresAfterMs: seconds(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: null,
    graceMs: minutes(1),
    laneFreeAt: 'settled',
  },
  right: 'provision',
  classes: ['heat_pump_controller', 'heat_pump_unit', 'battery'],
  supersedeKey: () => 'deprovision',
  aspects: [],
  faults: () => [],
  refuse: () => null,
  judge: () => noEvidence,
  farewell: (ending) =>
    ending === 'CANCELLED' || ending === 'SUPERSEDED' || ending === 'REFUSED' ? null : 'retire',
};

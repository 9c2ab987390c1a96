import { type Static, Type } from 'typebox';
import { noEvidence } from '../evidence.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/**
 * The harmless test call: the device blinks or beeps and answers (mqtt.md `identify`). Nothing can
 * be read back, so its success is the device's own `succeeded`, and `verified: UNKNOWN`.
 */
export const identify: CommandSpec<'identify', Static<typeof schema>> = {
  kind: 'identify',
  schema,
  policy: {
    waitsOffline: 'no',
    expiresAfterMs: seconds(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: null,
    graceMs: minutes(1),
    laneFreeAt: 'settled',
  },
  right: 'test',
  classes: ['heat_pump_controller', 'heat_pump_unit', 'battery'],
  supersedeKey: () => null,
  aspects: [],
  faults: () => [],
  refuse: () => null,
  judge: () => noEvidence,
};

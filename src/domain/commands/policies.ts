import { type CommandPolicy, minutes, seconds } from './spec.ts';

/**
 * The policy of a lasting setting (the rows of lifecycle.md's table from zone mode to battery
 * windows): it waits for an offline device, is retried, and holds the lane until its effect shows.
 * Durations in ms, before `TIME_SCALE`.
 */
export function toSettingPolicy(times: {
  expiresAfterMs: number;
  evidenceWindowMs: number;
}): CommandPolicy {
  return {
    waitsOffline: 'yes',
    autoRetry: true,
    answerWindowMs: seconds(30),
    graceMs: minutes(15),
    laneFreeAt: 'settled',
    ...times,
  };
}

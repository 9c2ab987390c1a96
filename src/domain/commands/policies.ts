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

/** The policy of suspend and resume (lifecycle.md's table); ms, before `TIME_SCALE`. */
export function toControlPolicy(evidenceWindowMs: number): CommandPolicy {
  return {
    waitsOffline: 'yes',
    expiresAfterMs: minutes(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs,
    graceMs: minutes(30),
    laneFreeAt: 'acknowledged',
  };
}

/** The policy of what the gateway itself holds: it is done when it is accepted. */
export function toHeldPolicy(): CommandPolicy {
  return toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(60) });
}

import { cancelBoost } from '../../../domain/commands/cancel-boost.ts';
import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';

/**
 * What an earlier start of ours still begins is not wanted: for as long as the cancel may still be
 * proved, for a charger that lost its power begins its session again by itself (OCPP 1.6 4.8).
 */
export function callOffStart({ memory, clock }: Charger): void {
  memory.calledOffUntilMs = clock.nowMs() + clock.windowMs(cancelBoost.policy.graceMs);
}

/** True for a session of ours that began (Unix ms) while none was wanted, whenever it is told. */
export function isCalledOff({ calledOffUntilMs }: ChargerMemory, startedAtMs: number): boolean {
  return calledOffUntilMs !== null && startedAtMs <= calledOffUntilMs;
}

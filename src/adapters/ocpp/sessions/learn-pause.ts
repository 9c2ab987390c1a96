import type { Charger } from '../charger.ts';

/** A session that ends later than this after a limit of 0 ends for another reason, ms. */
const SOON_MS = 20_000;

/** Whatever ended it, it was not our limit (OCPP 1.6 7.36, OCPP 2.0.1 ReasonEnumType). */
const OTHER_CAUSES: ReadonlySet<string> = new Set([
  ...[
    'DeAuthorized',
    'EmergencyStop',
    'EVDisconnected',
    'HardReset',
    'ImmediateReset',
    'PowerLoss',
  ],
  ...['Reboot', 'Remote', 'SoftReset', 'StoppedByEV', 'UnlockCommand', 'EnergyLimitReached'],
  ...['SOCLimitReached', 'TimeLimitReached', 'GroundFault', 'OvercurrentFault', 'PowerQuality'],
]);

/**
 * A session that ends as soon as its limit is 0 was ended by it: chargers of that model are paused
 * with the least current from then on (ocpp.md, complaint 9).
 */
export async function learnPause(
  { memory, clock, traits }: Charger,
  { sessionId, endReason }: { readonly sessionId: number; readonly endReason: string | null },
): Promise<void> {
  const { paused } = memory;
  if (paused?.sessionId !== sessionId) return;
  memory.paused = null;
  const isSoon = clock.nowMs() - paused.atMs <= clock.windowMs(SOON_MS);
  if (isSoon && !OTHER_CAUSES.has(endReason ?? '')) await traits.learn({ endsOnZero: true });
}

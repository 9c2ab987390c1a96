import { acceptProvision } from './accept-provision.ts';
import type { ProvisioningPorts } from './ports.ts';

/** What one sweep did. */
export type ClaimSweep = { readonly ended: number; readonly finished: number };

/** Ends claims that nobody used, and finishes registrations that a crash cut short. */
export type SweepClaims = (signal: AbortSignal) => Promise<ClaimSweep>;

const batch = 100;
/** Batches of one run; the rest is for the next. */
const batchesMax = 1_000;

/** Makes it; an unused claim is counted, since many of them are somebody who tries. */
export function makeSweepClaims(
  ports: Pick<ProvisioningPorts, 'claims' | 'transactions' | 'wake' | 'clock' | 'log' | 'metrics'>,
): SweepClaims {
  return async (signal) => {
    let [ended, finished] = [0, 0];
    for (let turn = 0; turn < batchesMax && !signal.aborted; turn += 1) {
      const swept = await ports.claims.sweep(ports.clock.nowMs(), batch);
      for (const claim of swept.consumed) await acceptProvision(ports, claim);
      ended += swept.ended;
      finished += swept.consumed.length;
      if (swept.ended + swept.consumed.length < batch) break;
    }
    if (ended > 0) ports.metrics.count('claims_ended', { result: 'unused' }, ended);
    if (finished > 0) ports.metrics.count('claims_ended', { result: 'registered' }, finished);
    return { ended, finished };
  };
}

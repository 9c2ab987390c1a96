import { GatewayError } from '../errors.ts';
import type { Claim } from '../ports/provisioning.ts';
import { acceptProvision } from './accept-provision.ts';
import type { ProvisioningPorts } from './ports.ts';

/** What one sweep did. */
export type ClaimSweep = { readonly ended: number; readonly finished: number };

/** Ends claims that nobody used, and finishes registrations that a crash cut short. */
export type SweepClaims = (signal: AbortSignal) => Promise<ClaimSweep>;

type SweepPorts = Pick<
  ProvisioningPorts,
  'claims' | 'transactions' | 'wake' | 'clock' | 'log' | 'metrics'
>;

const batch = 100;
/** Batches of one run; the rest is for the next. */
const batchesMax = 1_000;

/** Makes it; an unused claim is counted, since many of them are somebody who tries. */
export function makeSweepClaims(ports: SweepPorts): SweepClaims {
  return async (signal) => {
    let [ended, finished] = [0, 0];
    for (let turn = 0; turn < batchesMax && !signal.aborted; turn += 1) {
      const swept = await ports.claims.sweep(ports.clock.nowMs(), batch);
      ended += swept.ended;
      for (const claim of swept.consumed) {
        if (await finish(ports, claim)) finished += 1;
      }
      if (swept.ended + swept.consumed.length < batch) break;
    }
    if (ended > 0) ports.metrics.count('claims_ended', { result: 'unused' }, ended);
    if (finished > 0) ports.metrics.count('claims_ended', { result: 'registered' }, finished);
    return { ended, finished };
  };
}

/** One claim that cannot be finished does not hold back the others; a store that is away does. */
async function finish(ports: SweepPorts, claim: Claim): Promise<boolean> {
  try {
    return await acceptProvision(ports, claim);
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'unavailable') throw error;
    ports.log.error({ claimId: claim.id, err: error }, 'a registration could not be finished');
    return false;
  }
}

import type { SweepClaims } from '../domain/provisioning/sweep-claims.ts';
import type { Chore } from './maintenance.ts';

const everyMs = 60_000;

/** The chore that ends unused provisioning claims and finishes what a crash cut short. */
export function makeClaimsChore(sweep: SweepClaims): Chore {
  return { name: 'claims', everyMs, run: (signal) => sweep(signal) };
}

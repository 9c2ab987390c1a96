import type { DueClock, DueEntry } from '../ports/transactions.ts';

/** Makes the plan of one device anew, and has it installed where it differs. */
export type Replan = (entry: Extract<DueEntry, { kind: 'plan' }>) => Promise<void>;

/** What planning needs. */
export type ReplanPorts = { readonly due: Pick<DueClock, 'rearm'> };

/** Makes the use case. */
export function makeReplan(ports: ReplanPorts): Replan {
  return (entry) => ports.due.rearm(entry, null);
}

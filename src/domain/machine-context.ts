import type { CommandPolicy } from './commands/spec.ts';
import type { Transaction } from './transaction.ts';

/** What the machine needs to know besides the transaction: the kind's policy and the clock. */
export type MachineContext = {
  readonly policy: CommandPolicy;
  readonly nowMs: number;
  /** Divides a duration by `TIME_SCALE`. */
  readonly windowMs: (durationMs: number) => number;
};

/** A transaction is sent at most so often (lifecycle.md, "States"). */
export const attemptMax = 3;

/** True while another attempt of the same id may follow (lifecycle rules 5 and 6). */
export function mayRetry(transaction: Transaction, context: MachineContext): boolean {
  const { policy, nowMs } = context;
  return policy.autoRetry && transaction.attempt < attemptMax && nowMs < transaction.expiresAtMs;
}

/**
 * How long an ACKNOWLEDGED command waits for what it came to, ms before `TIME_SCALE`: for evidence,
 * and without read-back for the device's last word, as long as for its first.
 */
export function toOutcomeWindowMs({ evidenceWindowMs, answerWindowMs }: CommandPolicy): number {
  return evidenceWindowMs ?? answerWindowMs;
}

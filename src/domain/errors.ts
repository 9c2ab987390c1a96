import type { InputFault } from './commands/spec.ts';
import type { TransactionReason } from './transaction.ts';

/**
 * The domain's own error words. The kind says who may act: the caller (`validation`,
 * `authorization`, `not_found`), the device's state (`refused`), or time (`unavailable`).
 */
export const errorKinds = {
  not_permitted: 'authorization',
  device_not_found: 'not_found',
  transaction_not_found: 'not_found',
  invalid_parameters: 'validation',
  idempotency_conflict: 'validation',
  too_late: 'validation',
  already_registered: 'refused',
  registration_open: 'refused',
  no_adapter: 'validation',
  not_in_catalogue: 'validation',
  ambiguous_device: 'validation',
  unusable_secret: 'validation',
  no_credentials: 'refused',
  device_retired: 'refused',
  wizard_not_found: 'not_found',
  wizard_changed: 'refused',
  unsupported: 'refused',
  refused: 'refused',
  device_queue_full: 'refused',
  unavailable: 'unavailable',
  invariant_broken: 'bug',
} as const;

/** A stable word for what went wrong. */
export type ErrorCode = keyof typeof errorKinds;

/** What else an error carries for the one who must act. */
export type ErrorContext = {
  /** Input faults, with paths into the command's parameters. */
  readonly faults?: readonly InputFault[];
  /** Why the device's state or safety refused. */
  readonly reason?: TransactionReason;
  /** The stored REFUSED transaction. */
  readonly transactionId?: string;
  readonly deviceId?: string;
  readonly [name: string]: unknown;
};

/** The only error thrown on purpose; the code decides status and retry, never the message. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly context: ErrorContext;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GatewayError';
    this.code = code;
    this.context = context;
  }
}

/** Asserts an invariant with a sentence; a failure ends the attempt, not the daemon. */
export function assertInvariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new GatewayError('invariant_broken', sentence);
}

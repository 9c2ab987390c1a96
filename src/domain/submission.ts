import type { Caller } from './caller.ts';
import type { Command } from './command.ts';
import type { DeviceClass } from './device.ts';
import type { DeviceState } from './ports/devices.ts';
import type { TransactionId } from './transaction.ts';

/** Which device is meant: one by identity, "the" device of an account, or one by our id. */
export type DeviceTarget =
  /** An account of `null`: the one that the device is in (some mutations name only an EUID). */
  | { readonly by: 'identity'; readonly accountNumber: string | null; readonly identity: string }
  | {
      readonly by: 'newest';
      readonly accountNumber: string;
      readonly classes: readonly DeviceClass[];
      /** The newest of these where there is one; else the newest of all `classes`. */
      readonly preferred?: readonly DeviceClass[];
      /** The newest retired one where there is no other: what is asked of it is refused as such. */
      readonly orRetired?: true;
    }
  | { readonly by: 'id'; readonly id: string };

/** One mutation as the edge hands it in. */
export type Submission = {
  readonly caller: Caller;
  readonly target: DeviceTarget;
  /** The commands that it makes, in order; all or none are accepted. */
  readonly commands: readonly Command[];
  /** The GraphQL field. */
  readonly mutation: string;
  /** The response key or alias: part of the idempotency scope (lifecycle rule 2). */
  readonly responsePath: string;
  /** The input as given, for the idempotency hash. */
  readonly input: unknown;
  readonly idempotencyKey: string | null;
  readonly clientReference: string | null;
  readonly traceparent: string | null;
};

/** What was accepted. The device is as it was when the command was accepted. */
export type Accepted = {
  readonly transactionIds: readonly TransactionId[];
  readonly device: DeviceState;
};

/**
 * Accepts one mutation: rights, idempotency, device, capability, ranges, device state, safety, in
 * this order; then one durable call. No device I/O.
 * @throws GatewayError `not_permitted`, `device_not_found`, `invalid_parameters`,
 * `idempotency_conflict`, `unsupported` (nothing stored); `refused`, `device_queue_full` (stored as
 * REFUSED, `context.transactionId`); `unavailable` (repeat with the same idempotency key).
 */
export type SubmitCommand = (submission: Submission) => Promise<Accepted>;

/**
 * Cancels a QUEUED transaction.
 * @throws GatewayError `transaction_not_found`, `not_permitted`, `too_late`.
 */
export type CancelTransaction = (caller: Caller, id: string) => Promise<TransactionId>;

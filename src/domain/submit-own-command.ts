import { checkInput, retired, toEntry, toRefusal } from './acceptance.ts';
import { type Command, specOf } from './command.ts';
import type { DeviceView, Refusal } from './commands/spec.ts';
import { GatewayError } from './errors.ts';
import type { Clock } from './ports/clock.ts';
import type { Wake } from './ports/connections.ts';
import type { Ids } from './ports/ids.ts';
import type { Metrics } from './ports/metrics.ts';
import type { AcceptResult, TransactionIntake } from './ports/transactions.ts';
import type { TransactionId, Wish } from './transaction.ts';

/** What accepting a command of the gateway's own needs. */
export type OwnSubmitPorts = {
  readonly intake: Pick<TransactionIntake, 'accept'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wake: Wake;
  readonly metrics: Metrics;
};

/** One command that nobody asked for in these words: it follows from what was asked for. */
export type OwnSubmission = {
  readonly view: DeviceView;
  readonly command: Command;
  /** Shown where a mutation's name stands, for example `gateway:plan`. */
  readonly mutation: string;
  /** The transaction that it follows from. */
  readonly causeId: TransactionId | null;
};

/** What became of it. Nobody waits for the answer, so a refusal is told, and not stored. */
export type OwnAccepted =
  | { readonly kind: 'accepted'; readonly id: TransactionId }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Accepts a command of the gateway itself: the same guards, ranges and safety rules as an owner's,
 * but no caller's rights and no idempotency key; one durable call, no device I/O.
 * @throws GatewayError `invalid_parameters` (a bug of ours), `unavailable`.
 */
export type SubmitOwnCommand = (submission: OwnSubmission) => Promise<OwnAccepted>;

/** Makes the use case. */
export function makeSubmitOwnCommand(ports: OwnSubmitPorts): SubmitOwnCommand {
  return async (submission) => {
    const { view, command } = submission;
    const refusal = toUnsupported(command, view) ?? toRefusal(command, view);
    if (refusal) return { kind: 'refused', refusal };
    const wish = makeWish(ports, submission);
    const entry = { ...toEntry(wish, { view, idempotency: null }), isOwn: true };
    const result = await ports.intake.accept([entry], ports.clock.nowMs());
    if (result.kind !== 'accepted') return { kind: 'refused', refusal: toUnaccepted(result) };
    ports.wake.wake(view.device.id);
    ports.metrics.count('transactions_accepted', { kind: command.kind });
    return { kind: 'accepted', id: wish.id };
  };
}

/** What a device does not take is an answer here, not an error: the plan goes without it. */
function toUnsupported(command: Command, view: DeviceView): Refusal | null {
  try {
    checkInput([command], view);
    return null;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'unsupported') throw error;
    return { code: 'unsupported', detail: error.message };
  }
}

function toUnaccepted(result: Exclude<AcceptResult, { kind: 'accepted' }>): Refusal {
  if (result.kind === 'retired') return retired;
  const waiting = result.kind === 'full' ? result.queued : 0;
  return { code: 'device_queue_full', detail: `${waiting} commands wait already` };
}

function makeWish(ports: OwnSubmitPorts, submission: OwnSubmission): Wish {
  const { view, command, mutation, causeId } = submission;
  const spec = specOf(command);
  const createdAtMs = ports.clock.nowMs();
  return {
    id: ports.ids.next() as TransactionId,
    deviceId: view.device.id,
    accountNumber: view.device.accountNumber,
    command,
    mutation,
    clientReference: null,
    actor: { kind: 'gateway', subject: 'joulegate', onBehalfOf: null },
    causeId,
    traceparent: null,
    supersedeKey: spec.supersedeKey(command.params),
    createdAtMs,
    expiresAtMs: createdAtMs + ports.clock.windowMs(spec.policy.expiresAfterMs),
  };
}

import { checkInput, complete, retired, toEntry, toRefusal } from './acceptance.ts';
import type { Right } from './caller.ts';
import { type Command, specOf } from './command.ts';
import type { Refusal } from './commands/spec.ts';
import { toDeviceView } from './device-view.ts';
import { sha256, toCanonicalJson } from './digest.ts';
import { GatewayError } from './errors.ts';
import { findTarget } from './find-target.ts';
import type { Clock } from './ports/clock.ts';
import type { LaneSight, Wake } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import type { Metrics } from './ports/metrics.ts';
import type { AcceptResult, IdempotencyKey, TransactionIntake } from './ports/transactions.ts';
import { toQueued } from './queued-transaction.ts';
import type { Accepted, Submission, SubmitCommand } from './submission.ts';
import type { TransactionId, TransactionReason, Wish } from './transaction.ts';

/** What accepting needs. `startedAtMs`: start of this gateway, Unix ms. */
export type SubmitPorts = {
  readonly devices: Devices;
  readonly intake: TransactionIntake;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wake: Wake;
  readonly metrics: Metrics;
  readonly startedAtMs: number;
};

/** Makes the use case; its order of checks is kraken-api.md 4, "Order of checks". */
export function makeSubmitCommand(ports: SubmitPorts): SubmitCommand {
  return (submission) => submit(ports, submission);
}

async function submit(ports: SubmitPorts, submission: Submission): Promise<Accepted> {
  const right = toRight(submission.commands);
  const state = await findTarget(ports.devices, { ...submission, right });
  const keys = toIdempotencyKeys(submission);
  const earlier = await ports.intake.findByKeys(keys);
  if (earlier) return toAccepted(state, earlier);
  const view = toDeviceView(state, ports.clock, ports.startedAtMs);
  const commands = submission.commands.map((command) => complete(command, view));
  checkInput(commands, view);
  const wishes = commands.map((command) => makeWish(ports, submission, { state, command }));
  for (const wish of wishes) {
    const refusal = toRefusal(wish.command, view);
    if (refusal) await refuse(ports, wish, refusal);
  }
  const entries = wishes.map((wish, index) => {
    return toEntry(wish, { view, idempotency: keys[index] ?? null });
  });
  const atMs = ports.clock.nowMs();
  const result = await ports.intake.accept(entries, atMs);
  const [first] = wishes;
  if (result.kind === 'retired' && first) await refuse(ports, first, retired);
  if (result.kind === 'full') await refuseFull(ports, wishes, result.queued);
  // An accepted boost is an open wish, for instance: the answer and the lane must see it.
  const isChanged = entries.some(({ openWish, held }) => openWish || held);
  const after = isChanged ? await readAgain(ports, state) : state;
  ports.wake.wake(state.device.id, toSight({ result, first, after, atMs }));
  if (result.kind === 'accepted' && !result.replayed) {
    for (const { command } of wishes) {
      ports.metrics.count('transactions_accepted', { kind: command.kind });
    }
  }
  return toAccepted(after, result);
}

/** What was accepted is accepted: a store that is gone by now takes nothing back. */
async function readAgain({ devices }: SubmitPorts, state: DeviceState): Promise<DeviceState> {
  return (await devices.find(state.device.id).catch(() => null)) ?? state;
}

/** What the lane would find, where nothing is before the first command. */
function toSight(part: {
  result: AcceptResult;
  first: Wish | undefined;
  after: DeviceState;
  atMs: number;
}): LaneSight | undefined {
  const { result, first, after, atMs } = part;
  if (result.kind !== 'accepted' || !result.headSeq || !first) return undefined;
  const head = toQueued(first, { seq: result.headSeq, atMs });
  return { view: { epoch: after.link.epoch, inFlight: null, head }, state: after };
}

/** The commands of one mutation need the same right. */
function toRight(commands: readonly Command[]): Right {
  const [first] = commands;
  return (first && specOf(first).right) ?? 'command';
}

async function refuse(ports: SubmitPorts, wish: Wish, refusal: Refusal): Promise<never> {
  const { code, detail, limit, actual, earliestAtMs } = refusal;
  const reason: TransactionReason = {
    code,
    detail,
    ...(limit === undefined ? {} : { limit }),
    ...(actual === undefined ? {} : { actual }),
    ...(earliestAtMs === undefined ? {} : { earliestAtMs }),
  };
  await ports.intake.refuse(wish, reason, ports.clock.nowMs());
  throw new GatewayError('refused', detail, { reason, transactionId: wish.id });
}

async function refuseFull(
  ports: SubmitPorts,
  wishes: readonly Wish[],
  queued: number,
): Promise<never> {
  const reason = { code: 'device_queue_full', detail: `${queued} commands wait already` };
  const [first] = wishes;
  if (first) await ports.intake.refuse(first, reason, ports.clock.nowMs());
  throw new GatewayError('device_queue_full', reason.detail, {
    reason,
    ...(first ? { transactionId: first.id } : {}),
  });
}

function makeWish(
  ports: SubmitPorts,
  submission: Submission,
  part: { state: DeviceState; command: Command },
): Wish {
  const { device } = part.state;
  const spec = specOf(part.command);
  const createdAtMs = ports.clock.nowMs();
  return {
    id: ports.ids.next() as TransactionId,
    deviceId: device.id,
    accountNumber: device.accountNumber,
    command: part.command,
    mutation: submission.mutation,
    clientReference: submission.clientReference,
    actor: {
      kind: 'owner',
      subject: submission.caller.subject,
      onBehalfOf: submission.caller.onBehalfOf,
    },
    causeId: null,
    traceparent: submission.traceparent,
    supersedeKey: spec.supersedeKey(part.command.params),
    createdAtMs,
    expiresAtMs: createdAtMs + ports.clock.windowMs(spec.policy.expiresAfterMs),
  };
}

/** Lifecycle rule 2: scope = credential + key + response path + index; hash over what was asked. */
function toIdempotencyKeys(submission: Submission): readonly IdempotencyKey[] {
  const { caller, idempotencyKey, responsePath, mutation, input, target } = submission;
  if (idempotencyKey === null) return [];
  const hash = sha256(toCanonicalJson({ mutation, input, target }));
  return submission.commands.map((_command, index) => ({
    scope: sha256(JSON.stringify([caller.credentialId, idempotencyKey, responsePath, index])),
    hash,
  }));
}

function toAccepted(device: DeviceState, result: AcceptResult): Accepted {
  if (result.kind !== 'accepted') {
    const message = 'this idempotency key was used for another request';
    throw new GatewayError('idempotency_conflict', message);
  }
  return { transactionIds: result.ids, device };
}

import type { Right } from './caller.ts';
import { toCaution } from './caution.ts';
import { type Command, specOf } from './command.ts';
import { toSchemaFaults } from './command-schemas.ts';
import type { DeviceView, InputFault, Refusal } from './commands/spec.ts';
import { toDeviceView } from './device-view.ts';
import { sha256, toCanonicalJson } from './digest.ts';
import { GatewayError } from './errors.ts';
import { findTarget } from './find-target.ts';
import type { Clock } from './ports/clock.ts';
import type { Wake } from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import type { Metrics } from './ports/metrics.ts';
import type {
  AcceptEntry,
  AcceptResult,
  IdempotencyKey,
  TransactionIntake,
} from './ports/transactions.ts';
import { checkSafety } from './safety.ts';
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
  if (earlier) return await toAccepted(ports, state, earlier);
  const view = toDeviceView(state, ports.clock, ports.startedAtMs);
  const commands = submission.commands.map((command) => complete(command, view));
  checkInput(commands, view);
  const wishes = commands.map((command) => makeWish(ports, submission, { state, command }));
  for (const wish of wishes) {
    const refusal = toRefusal(wish.command, view);
    if (refusal) await refuse(ports, wish, refusal);
  }
  const result = await ports.intake.accept(
    wishes.map((wish, index) => toEntry(wish, { view, idempotency: keys[index] ?? null })),
    ports.clock.nowMs(),
  );
  if (result.kind === 'full') await refuseFull(ports, wishes, result.queued);
  ports.wake.wake(state.device.id);
  if (result.kind === 'accepted' && !result.replayed) {
    for (const { command } of wishes) {
      ports.metrics.count('transactions_accepted', { kind: command.kind });
    }
  }
  return await toAccepted(ports, state, result);
}

/** What is stored with a command that nothing speaks against. */
function toEntry(
  wish: Wish,
  part: { view: DeviceView; idempotency: IdempotencyKey | null },
): AcceptEntry {
  const { command } = wish;
  const spec = specOf(command);
  return {
    wish,
    idempotency: part.idempotency,
    openWish: spec.wish ?? null,
    held: spec.holds?.(command.params, part.view) ?? null,
    replans: spec.replans === true,
    caution: toCaution(command, part.view),
  };
}

/** A mutation's commands are of one kind, so they need one right. */
function toRight(commands: readonly Command[]): Right {
  const [first] = commands;
  return (first && specOf(first).right) ?? 'command';
}

/** Capability, schema and device ranges: an error, nothing is stored. */
function checkInput(commands: readonly Command[], view: DeviceView): void {
  const faults: InputFault[] = [];
  commands.forEach((command, index) => {
    const spec = specOf(command);
    const { description } = view;
    const isKnown = description === null || description.kinds.includes(command.kind);
    const isTaken = isKnown || doesRetire(command) || isHeld(command);
    if (!spec.classes.includes(view.device.class) || !isTaken) {
      throw new GatewayError('unsupported', `the device does not take ${command.kind}`, {
        deviceId: view.device.id,
      });
    }
    const bySchema = toSchemaFaults(command);
    const isReadable = bySchema.length === 0 && (view.description || isHeld(command));
    const found = isReadable ? spec.faults(command.params, view) : bySchema;
    faults.push(...found.map((fault) => ({ ...fault, index })));
  });
  if (faults.length === 0) return;
  const message = faults.map((fault) => `${fault.path.join('.')}: ${fault.message}`).join('; ');
  throw new GatewayError('invalid_parameters', message, { faults });
}

/** Device state, then safety: stored as REFUSED. */
function toRefusal(command: Command, view: DeviceView): Refusal | null {
  const spec = specOf(command);
  // Asked for by its id it is still found: what was accepted for it would wait for nobody.
  if (view.device.retiredAtMs !== null) {
    return { code: 'device_retired', detail: 'the device is retired' };
  }
  const byState = spec.refuse(command.params, view, 'submit');
  if (byState) return byState;
  if (view.description === null && !doesRetire(command) && !isHeld(command)) {
    return { code: 'device_not_live', detail: 'the device has never connected' };
  }
  if (spec.policy.waitsOffline === 'no' && !view.link.live) {
    return { code: 'device_disconnected', detail: 'the device is not connected' };
  }
  return checkSafety(command, view);
}

/** The owner's word decides, not the device's, which may never come to say what it takes. */
function doesRetire(command: Command): boolean {
  return specOf(command).farewell?.('EXPIRED') === 'retire';
}

/** What the gateway holds itself asks nothing of a device. */
function isHeld(command: Command): boolean {
  return specOf(command).holds !== undefined;
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

function complete(command: Command, view: DeviceView): Command {
  const params = specOf(command).complete?.(command.params, view) ?? command.params;
  return { kind: command.kind, params } as Command;
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

/** The device is read again: an accepted boost is an open wish, and the answer must show it. */
async function toAccepted(
  ports: SubmitPorts,
  state: DeviceState,
  result: AcceptResult,
): Promise<Accepted> {
  if (result.kind !== 'accepted') {
    const message = 'this idempotency key was used for another request';
    throw new GatewayError('idempotency_conflict', message);
  }
  const device = await ports.devices.find(state.device.id);
  return { transactionIds: result.ids, device: device ?? state };
}

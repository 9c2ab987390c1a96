import { isSwitch } from './charging-switches.ts';
import { specOf } from './command.ts';
import type { DeviceId } from './device.ts';
import { toDeviceView } from './device-view.ts';
import { GatewayError } from './errors.ts';
import { chooseNext, type LaneChoice } from './lane-choice.ts';
import { releaseLane, settleExpired, settleLost, settleRefused } from './lane-settlements.ts';
import { attemptMax } from './machine-context.ts';
import type {
  Connections,
  DeviceConnection,
  LaneSight,
  Order,
  PreparedOrder,
} from './ports/connections.ts';
import type { DeviceState, Devices } from './ports/devices.ts';
import type { Ids } from './ports/ids.ts';
import type { Mailbox, TakeResult } from './ports/transactions.ts';
import type { SendResult } from './reply.ts';
import { checkSafety } from './safety.ts';
import { type SettlePorts, settleTransaction, toReplyEvent } from './settle-transaction.ts';
import type { Transaction, TransactionReason } from './transaction.ts';
import { untilStored } from './until-stored.ts';

/** What running a lane needs. */
export type RunPorts = SettlePorts & {
  readonly mailbox: Mailbox;
  readonly connections: Connections;
  readonly devices: Devices;
  readonly ids: Ids;
  readonly startedAtMs: number;
  /** False while this node may not send (its key could not be renewed, or its clock is off). */
  readonly maySend: () => boolean;
};

/**
 * What running came to. `worked`: something changed, look again. `idle`: nothing to do for this
 * node. `busy`: an attempt is out. `later`: a retry waits until `atMs`.
 */
export type LaneResult =
  | { readonly kind: 'worked' | 'idle' | 'busy' }
  | { readonly kind: 'later'; readonly atMs: number };

/**
 * Takes the head of a device's mailbox and sees one attempt of it through. What was seen by who
 * wakes is not read again: the take itself is refused where it is not so any more.
 */
export type RunNextCommand = (
  deviceId: DeviceId,
  signal: AbortSignal,
  sight?: LaneSight,
) => Promise<LaneResult>;

/** How long a lane waits while its node may not send, ms. */
const mayNotSendPauseMs = 1_000;

/** A CALL of a procedure may outlive its window by this before the due clock steps in, ms. */
const procedureSlackMs = 5_000;

/** Makes the use case (design section 4, steps 4 to 6). */
export function makeRunNextCommand(ports: RunPorts): RunNextCommand {
  return async (deviceId, signal, sight) => {
    const connection = ports.connections.get(deviceId);
    if (!connection || signal.aborted) return { kind: 'idle' };
    const isReady = connection.isReady();
    // Nobody wakes the lane when the node may send again, so it looks for itself.
    if (isReady && !ports.maySend()) {
      return { kind: 'later', atMs: ports.clock.nowMs() + mayNotSendPauseMs };
    }
    const view = sight?.view ?? (await ports.mailbox.peek(deviceId));
    if (view.epoch > connection.epoch) return closeFenced(connection);
    if (!isReady) return { kind: 'idle' };
    const choice = chooseNext(view, connection.epoch, ports.clock.nowMs());
    return await act(ports, connection, { choice, signal, seen: sight?.state });
  };
}

async function act(
  ports: RunPorts,
  connection: DeviceConnection,
  part: { choice: LaneChoice; signal: AbortSignal; seen: DeviceState | undefined },
): Promise<LaneResult> {
  const { choice, signal, seen } = part;
  switch (choice.kind) {
    case 'idle':
    case 'busy':
      return { kind: choice.kind };
    case 'later':
      return { kind: 'later', atMs: choice.atMs };
    case 'release':
      return { kind: (await releaseLane(ports, choice)) ? 'worked' : 'busy' };
    case 'lost':
      await settleLost(ports, choice);
      return { kind: 'worked' };
    case 'expired':
      await settleExpired(ports, choice.transaction);
      return { kind: 'worked' };
    case 'take':
      return await attempt(ports, connection, { transaction: choice.transaction, signal, seen });
  }
}

async function attempt(
  ports: RunPorts,
  connection: DeviceConnection,
  part: { transaction: Transaction; signal: AbortSignal; seen: DeviceState | undefined },
): Promise<LaneResult> {
  const { transaction } = part;
  const guarded = await guard(ports, transaction, part.seen);
  if (guarded.kind === 'refused') {
    await settleRefused(ports, transaction, guarded.reason);
    return { kind: 'worked' };
  }
  const prepared = connection.prepare(toOrder(transaction));
  const { frameHash } = prepared;
  const { switches } = guarded;
  const taken = await take(ports, connection, { ...part, frameHash, switches });
  if (taken.kind === 'expired') await settleExpired(ports, transaction);
  if (taken.kind === 'expired' || taken.kind === 'moved') return { kind: 'worked' };
  if (taken.kind === 'fenced') return closeFenced(connection);
  if (taken.kind !== 'taken') return { kind: taken.kind === 'busy' ? 'busy' : 'idle' };
  const { kind } = transaction.command;
  ports.metrics.count('commands_sent', { kind });
  const waitedMs = ports.clock.nowMs() - transaction.createdAtMs;
  ports.metrics.observeSeconds('accept_to_sent', waitedMs / 1_000, { kind });
  const result = await send(ports, prepared, part);
  if (result.kind === 'pending') return { kind: 'busy' };
  try {
    const { epoch } = connection;
    return await settleResult(ports, { ...part, result, attempt: taken.attempt, epoch });
  } catch (error) {
    // On this link nobody would let go of the lane any more; the next one does.
    connection.close('what came of a command could not be stored');
    throw error;
  }
}

/** Its device was retired or its certificates revoked, maybe by another node, or it came anew. */
function closeFenced(connection: DeviceConnection): LaneResult {
  connection.close('this link is fenced: a newer word counts');
  return { kind: 'idle' };
}

/** A bug in an adapter ends the attempt, not the lane: what it has sent is not known. */
async function send(
  ports: RunPorts,
  prepared: PreparedOrder,
  part: { transaction: Transaction; signal: AbortSignal },
): Promise<SendResult> {
  // The answer of take may have been long in coming.
  if (ports.clock.nowMs() >= part.transaction.expiresAtMs) {
    return { kind: 'unreachable', detail: 'past its deadline before it was sent' };
  }
  try {
    return await prepared.send(part.signal);
  } catch (error) {
    const { id, deviceId } = part.transaction;
    ports.log.error({ transactionId: id, deviceId, err: error }, 'an adapter failed while sending');
    return { kind: 'no-reply', detail: 'the gateway failed while sending' };
  }
}

/** What the guards say; `switches`: it switches charging now, and is counted when it is sent. */
type Guarded =
  | { readonly kind: 'refused'; readonly reason: TransactionReason }
  | { readonly kind: 'free'; readonly switches: boolean };

/** Device state and safety once more: both may have changed while the command waited. */
async function guard(
  ports: RunPorts,
  { id, deviceId, command }: Transaction,
  seen: DeviceState | undefined,
): Promise<Guarded> {
  const state = seen ?? (await ports.devices.find(deviceId));
  if (!state || state.device.retiredAtMs !== null) {
    const detail = 'the device is no longer registered';
    return { kind: 'refused', reason: { code: 'device_retired', detail } };
  }
  const view = toDeviceView(state, ports.clock, ports.startedAtMs);
  const byState = specOf(command).refuse(command.params, view, 'take');
  const reason = byState ?? checkSafety(command, view, id);
  return reason ? { kind: 'refused', reason } : { kind: 'free', switches: isSwitch(command, view) };
}

/**
 * Asked under one name until the answer is known: an attempt that was taken and then forgotten
 * would hold the lane for as long as its link lives.
 */
async function take(
  ports: RunPorts,
  connection: DeviceConnection,
  part: {
    transaction: Transaction;
    signal: AbortSignal;
    frameHash: string | null;
    switches: boolean;
  },
): Promise<TakeResult> {
  const { transaction, signal, frameHash, switches } = part;
  const { deviceId, epoch } = connection;
  const spec = specOf(transaction.command);
  const singleFrame = connection.procedure === 'single-frame';
  const windowMs = spec.policy.answerWindowMs + (singleFrame ? 0 : procedureSlackMs);
  const takeId = ports.ids.next();
  const call = () => {
    const nowMs = ports.clock.nowMs();
    return ports.mailbox.take({
      ...{ deviceId, id: transaction.id, takeId, epoch, stateNumber: transaction.stateNumber },
      ...{ nowMs, answerDueAtMs: nowMs + ports.clock.windowMs(windowMs) },
      ...{ aspects: spec.aspects, singleFrame, frameHash, switches, node: ports.node },
      attempt: transaction.attempt + 1,
    });
  };
  const isHeld = () => ports.connections.get(deviceId)?.epoch === epoch;
  return await untilStored(ports.clock, call, () => isHeld() && !signal.aborted);
}

/** What a procedure returned is stored whatever it takes: the lane waits for exactly this. */
async function settleResult(
  ports: RunPorts,
  part: {
    transaction: Transaction;
    signal: AbortSignal;
    result: Exclude<SendResult, { kind: 'pending' }>;
    attempt: number;
    epoch: number;
  },
): Promise<LaneResult> {
  const { transaction, result, attempt: number, epoch } = part;
  const isHeld = () => ports.connections.get(transaction.deviceId)?.epoch === epoch;
  const mark = { attempt: number, epoch };
  const isOwn = result.kind === 'unreachable' || result.kind === 'no-reply';
  const call = async () => {
    const settled = await settleTransaction(ports, {
      id: transaction.id,
      deviceId: transaction.deviceId,
      eventId: `send:${number}:${epoch}`,
      toEvent: (stored, reports) =>
        result.kind === 'unreachable' || result.kind === 'no-reply'
          ? { type: 'own-verdict', verdict: result }
          : toReplyEvent(stored, result, reports),
      own: isOwn ? mark : undefined,
      returned: mark,
      who: isOwn ? 'gateway' : 'device',
    });
    if (settled?.result.kind !== 'conflict') return settled;
    throw new GatewayError('unavailable', 'the transaction changes all the time');
  };
  const settled = await untilStored(ports.clock, call, () => isHeld() && !part.signal.aborted);
  if (settled?.decision.kind === 'move' && settled.decision.lane.kind === 'retry') {
    return { kind: 'later', atMs: settled.decision.lane.atMs };
  }
  return { kind: settled?.result.laneHasNext ? 'worked' : 'busy' };
}

function toOrder(transaction: Transaction): Order {
  const { policy } = specOf(transaction.command);
  return {
    transactionId: transaction.id,
    seq: transaction.seq,
    attempt: Math.min(transaction.attempt + 1, attemptMax),
    command: transaction.command,
    issuedAtMs: transaction.createdAtMs,
    ttlS: Math.ceil(policy.expiresAfterMs / 1_000),
    expiresAtMs: transaction.expiresAtMs,
  };
}

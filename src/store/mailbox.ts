import type { DeviceId } from '../domain/device.ts';
import type {
  InFlight,
  LaneView,
  Mailbox,
  SettleRequest,
  SettleResult,
  StepRequest,
  TakeRequest,
  TakeResult,
} from '../domain/ports/transactions.ts';
import type { TransactionId, TransactionStatus } from '../domain/transaction.ts';
import { readFrom, type Scripts } from './scripts.ts';
import {
  type FlatHash,
  parseTransaction,
  toFields,
  toLine,
  toPatchFields,
} from './transaction-record.ts';

/** The device lanes on Redis: every call is one script (contract/store.md). */
export function makeMailbox(scripts: Scripts): Mailbox {
  return {
    peek: (deviceId) => peek(scripts, deviceId),
    take: (request) => take(scripts, request),
    settle: (request) => settle(scripts, request),
    step: (request) => step(scripts, request),
    awaiting: (deviceId) => readAwaiting(scripts, deviceId),
  };
}

async function peek(scripts: Scripts, deviceId: DeviceId): Promise<LaneView> {
  const answer = (await scripts.run('peek', 0, [deviceId])) as [
    string,
    FlatHash,
    FlatHash,
    FlatHash,
  ];
  const fly = toFields(answer[1]);
  const flying = parseTransaction(toFields(answer[2]));
  const head = parseTransaction(toFields(answer[3]));
  const inFlight = fly['id'] && flying ? { mark: toInFlight(fly), transaction: flying } : null;
  return { epoch: Number(answer[0]), inFlight, head: head ?? flying };
}

function toInFlight(fly: Readonly<Record<string, string>>): InFlight {
  return {
    id: fly['id'] as TransactionId,
    attempt: Number(fly['attempt']),
    epoch: Number(fly['epoch']),
    returned: fly['returned'] === '1',
    retryAtMs: fly['retryAt'] ? Number(fly['retryAt']) : null,
  };
}

async function take(scripts: Scripts, request: TakeRequest): Promise<TakeResult> {
  const line = toLine({
    atMs: request.nowMs,
    status: 'SENT',
    stateNumber: request.stateNumber + 1,
    detail: `attempt ${request.attempt}`,
    attempt: request.attempt,
    epoch: request.epoch,
    node: request.node,
    who: 'gateway',
    frameHash: request.frameHash,
  });
  const answer = (await scripts.run('take', request.nowMs, [
    request.deviceId,
    request.id,
    request.takeId,
    request.epoch,
    request.stateNumber,
    request.answerDueAtMs,
    request.singleFrame ? '1' : '',
    JSON.stringify(request.aspects),
    line,
    request.switches ? '1' : '',
  ])) as [TakeResult['kind'], string, string];
  if (answer[0] !== 'taken') return { kind: answer[0] };
  return { kind: 'taken', attempt: Number(answer[1]), seq: Number(answer[2]) };
}

async function settle(scripts: Scripts, request: SettleRequest): Promise<SettleResult> {
  const { move, note } = request;
  const change = move
    ? {
        move: true,
        to: move.to,
        patch: toPatchFields(move.patch),
        dueAt: move.dueAtMs ?? undefined,
        lane: move.lane.kind,
        retryAt: move.lane.kind === 'retry' ? move.lane.atMs : undefined,
        awaits: move.awaits,
        alert: move.alert
          ? JSON.stringify({ message: move.alert, publishedAtMs: request.nowMs })
          : undefined,
      }
    : { note: note !== null, patch: toPatchFields(note?.patch ?? {}) };
  const body = {
    id: request.id,
    eventId: request.eventId,
    from: request.fromStateNumber,
    own: request.own ?? undefined,
    leasedUntil: request.leasedUntilMs,
    returned: request.returned ?? undefined,
    byEvidence: request.byEvidence,
    farewell: request.farewell ?? undefined,
    test: request.test ?? undefined,
    replans: request.replans === true,
    line: toSettleLine(request),
    ...change,
  };
  const answer = (await scripts.run('settle', request.nowMs, [JSON.stringify(body)])) as [
    SettleResult['kind'],
    TransactionStatus,
    number,
    number,
  ];
  const laneHasNext = Number(answer[3] ?? 0) === 1;
  if (answer[0] === 'settled') {
    return { kind: 'settled', status: answer[1], stateNumber: Number(answer[2]), laneHasNext };
  }
  return { kind: answer[0], laneHasNext };
}

function toSettleLine(request: SettleRequest): string {
  return toLine({
    atMs: request.nowMs,
    status: request.move?.to ?? request.status,
    stateNumber: request.fromStateNumber + (request.move ? 1 : 0),
    detail: request.move?.detail ?? request.note?.detail ?? null,
    attempt: request.attempt,
    epoch: request.epoch,
    node: request.node,
    who: request.who,
    frameHash: request.frameHash,
  });
}

async function step(scripts: Scripts, request: StepRequest): Promise<void> {
  const line = toLine({
    atMs: request.nowMs,
    status: 'SENT',
    stateNumber: 0,
    detail: request.detail,
    attempt: request.attempt,
    epoch: request.epoch,
    node: request.node,
    who: 'gateway',
    frameHash: request.frameHash,
  });
  const { id, attempt, epoch, operationId, dueAtMs } = request;
  await scripts.run('step', request.nowMs, [id, attempt, epoch, operationId, dueAtMs, line]);
}

async function readAwaiting(
  scripts: Scripts,
  deviceId: DeviceId,
): Promise<readonly TransactionId[]> {
  const ids = await readFrom('awaiting', () => scripts.redis.hvals(`jg:aw:${deviceId}`));
  return ids as TransactionId[];
}

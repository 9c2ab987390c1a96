import type { Command } from '../../src/domain/command.ts';
import { specOf } from '../../src/domain/command.ts';
import type { AccountNumber, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import type {
  AcceptEntry,
  SettleRequest,
  TakeRequest,
} from '../../src/domain/ports/transactions.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { moveTo } from '../../src/domain/transitions.ts';
import type { ScriptName } from '../../src/store/scripts.ts';
import { makeTransaction, setpointOf } from './builders.ts';
import type { Core } from './core.ts';
import { fakeStartMs } from './fake-clock.ts';

/** One call of one script, on a state that makes it write as much as it can. */
export type ScriptCase = {
  readonly script: ScriptName;
  readonly what: string;
  prepare(core: Core): Promise<void>;
  call(core: Core): Promise<unknown>;
};

/** The device of every case. */
export const caseDevice = 'dev-1' as DeviceId;
const nowMs = fakeStartMs;

/** Registers the device under its own name in the wire's words. */
export async function prepareDevice(core: Core): Promise<void> {
  await core.devices.register({
    id: caseDevice,
    accountNumber: 'A-1' as AccountNumber,
    propertyId: 1,
    class: 'heat_pump_controller',
    identity: 'who-1' as DeviceIdentity,
    provider: 'TEST',
    registeredBy: 'gateway',
    createdAtMs: nowMs,
    secretHash: 'salt.hash',
  });
}

/** One command as the intake gets it. */
export function toEntry(id: string, command: Command, over: Partial<AcceptEntry> = {}) {
  const { wish } = specOf(command);
  const transaction = makeTransaction({ id: id as TransactionId, command, deviceId: caseDevice });
  return { wish: transaction, idempotency: null, openWish: wish ?? null, ...over };
}

/** Device, route and one accepted command. */
export async function prepareQueued(core: Core, ...ids: readonly string[]): Promise<void> {
  await prepareDevice(core);
  await core.sessions.connect(caseDevice, nowMs);
  for (const id of ids) await core.transactions.accept([toEntry(id, setpointOf(50))], nowMs);
}

/** The take of a command that waits at the head, on the first epoch. */
export function toTake(id: string, over: Partial<TakeRequest> = {}): TakeRequest {
  return {
    deviceId: caseDevice,
    id: id as TransactionId,
    takeId: `take-${id}`,
    epoch: 1,
    stateNumber: 1,
    nowMs,
    answerDueAtMs: nowMs + 30_000,
    aspects: ['config'],
    singleFrame: true,
    switches: false,
    frameHash: 'frame',
    attempt: 1,
    node: 'node-1',
    ...over,
  };
}

/** A settle of a command that is SENT in its first attempt. */
export function toSettle(id: string, over: Partial<SettleRequest> = {}): SettleRequest {
  return {
    id: id as TransactionId,
    eventId: `event-${id}`,
    fromStateNumber: 2,
    move: moveTo('FAILED', { detail: 'no', alert: 'It failed.' }),
    note: null,
    own: null,
    byEvidence: false,
    returned: null,
    nowMs,
    status: 'SENT',
    attempt: 1,
    epoch: 1,
    node: 'node-1',
    who: 'device',
    frameHash: null,
    ...over,
  };
}

/** The move of a device's `accepted`. */
export const acknowledged = moveTo('ACKNOWLEDGED', {
  patch: { acknowledgedAtMs: nowMs },
  dueAtMs: nowMs + 30_000,
  awaits: true,
});

/** One command SENT. */
export async function prepareSent(core: Core, id: string): Promise<void> {
  await prepareQueued(core, id);
  await core.mailbox.take(toTake(id));
}

/** An older command that awaits evidence, frozen by a newer one of its key that is SENT. */
export async function prepareFrozen(core: Core): Promise<void> {
  await prepareSent(core, 'old');
  await core.mailbox.settle(toSettle('old', { move: acknowledged }));
  await core.transactions.accept([toEntry('new', setpointOf(51))], nowMs);
  await core.transactions.accept([toEntry('behind', setpointOf(52))], nowMs);
  await core.mailbox.take(toTake('new'));
}

/** The cases of the lane's own scripts. */
export const laneCases: readonly ScriptCase[] = [
  {
    script: 'accept',
    what: 'that replaces a queued one, with a key and an open wish',
    prepare: (core) => prepareQueued(core, 'old'),
    call: (core) =>
      core.transactions.accept(
        [
          toEntry('new', setpointOf(51), {
            idempotency: { scope: 'scope', hash: 'hash' },
            openWish: { name: 'boost', change: 'open' },
          }),
        ],
        nowMs,
      ),
  },
  {
    script: 'accept',
    what: 'for a device that was retired meanwhile',
    prepare: async (core) => {
      await prepareDevice(core);
      await core.devices.retire(caseDevice, nowMs);
    },
    call: (core) => core.transactions.accept([toEntry('late', setpointOf(51))], nowMs),
  },
  {
    script: 'refuse',
    what: 'at acceptance',
    prepare: prepareDevice,
    call: (core) =>
      core.transactions.refuse(
        toEntry('no', setpointOf(50)).wish,
        { code: 'no', detail: null },
        nowMs,
      ),
  },
  {
    script: 'find-device',
    what: 'by its identity',
    prepare: prepareDevice,
    call: (core) => core.devices.findByIdentity('who-1'),
  },
  {
    script: 'peek',
    what: 'of a lane in flight',
    prepare: prepareFrozen,
    call: (core) => core.mailbox.peek(caseDevice),
  },
  {
    script: 'take',
    what: 'of the head, freezing an older one',
    prepare: async (core) => {
      await prepareSent(core, 'old');
      await core.mailbox.settle(toSettle('old', { move: acknowledged }));
      await core.transactions.accept([toEntry('new', setpointOf(51))], nowMs);
    },
    call: (core) => core.mailbox.take(toTake('new', { switches: true })),
  },
  {
    script: 'settle',
    what: 'to an end, with an alert, the lane free for the next',
    prepare: prepareFrozen,
    call: (core) => core.mailbox.settle(toSettle('new')),
  },
  {
    script: 'settle',
    what: 'to ACKNOWLEDGED, replacing the frozen one',
    prepare: prepareFrozen,
    call: (core) => core.mailbox.settle(toSettle('new', { move: acknowledged })),
  },
  {
    script: 'settle',
    what: 'back to QUEUED, thawing the frozen one',
    prepare: prepareFrozen,
    call: (core) =>
      core.mailbox.settle(
        toSettle('new', { move: moveTo('QUEUED', { lane: { kind: 'requeue' } }) }),
      ),
  },
  {
    script: 'settle',
    what: 'with a note only',
    prepare: prepareFrozen,
    call: (core) =>
      core.mailbox.settle(toSettle('new', { move: null, note: { detail: 'late', patch: {} } })),
  },
  {
    script: 'step',
    what: 'of a running procedure',
    prepare: (core) => prepareSent(core, 'one'),
    call: (core) =>
      core.mailbox.step({
        ...{ id: 'one' as TransactionId, operationId: 'step-1', attempt: 1, epoch: 1, nowMs },
        ...{ detail: 'SetChargingProfile', frameHash: 'f', dueAtMs: nowMs + 9, node: 'node-1' },
      }),
  },
];

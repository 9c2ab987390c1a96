import { describe, expect, it } from 'vitest';
import { moveTo } from '../../../src/domain/transitions.ts';
import { makeCaller, setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import {
  caseDevice,
  prepareQueued,
  prepareSent,
  toEntry,
  toSettle,
  toTake,
} from '../../support/script-cases.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

describe('take', () => {
  it.each([
    ['an older epoch', 'fenced', { epoch: 0 }],
    ['a state number that has moved on', 'moved', { stateNumber: 2 }],
    ['a command that is not the head', 'moved', { id: 'two' as never }],
    ['a command that nobody knows', 'moved', { id: 'no' as never }],
    ['a deadline that has passed', 'expired', { nowMs: Number.MAX_SAFE_INTEGER }],
  ])('of %s puts nothing on the wire: %s', async (_what, kind, over) => {
    await prepareQueued(bench.core, 'one');
    await bench.redis.hset('jg:tx:two', await bench.redis.hgetall('jg:tx:one'));
    expect(await bench.core.mailbox.take(toTake('one', over))).toEqual({ kind });
    expect(await bench.redis.exists(`jg:fly:${caseDevice}`)).toBe(0);
  });

  it('twice in one epoch is busy for the second, the same for a repeat of the first', async () => {
    await prepareQueued(bench.core, 'one');
    const taken = await bench.core.mailbox.take(toTake('one'));
    expect(taken).toMatchObject({ kind: 'taken', attempt: 1 });
    expect(await bench.core.mailbox.take(toTake('one', { takeId: 'other' }))).toEqual({
      kind: 'busy',
    });
    expect(await bench.core.mailbox.take(toTake('one'))).toEqual(taken);
  });

  it('of a newer epoch may continue what is in flight, and nothing else', async () => {
    await prepareQueued(bench.core, 'one');
    await bench.core.mailbox.take(toTake('one'));
    await bench.core.sessions.connect(caseDevice, 0);
    const newer = { epoch: 2, stateNumber: 2, takeId: 'newer', attempt: 2 };
    expect(await bench.core.mailbox.take(toTake('one', newer))).toMatchObject({
      ...{ kind: 'taken', attempt: 2 },
    });
    expect(await bench.core.mailbox.take(toTake('one'))).toEqual({ kind: 'fenced' });
  });
});

describe('the gateway’s own verdict', () => {
  it.each([
    ['another attempt', { attempt: 2, epoch: 1 }],
    ['another epoch', { attempt: 1, epoch: 2 }],
  ])('on %s is ignored', async (_what, own) => {
    await prepareSent(bench.core, 'one');
    expect(await bench.core.mailbox.settle(toSettle('one', { own }))).toMatchObject({
      kind: 'ignored',
    });
    expect(await bench.redis.hget('jg:tx:one', 'status')).toBe('SENT');
  });

  it('on the attempt in flight counts', async () => {
    await prepareSent(bench.core, 'one');
    const own = { attempt: 1, epoch: 1 };
    expect(await bench.core.mailbox.settle(toSettle('one', { own }))).toMatchObject({
      ...{ kind: 'settled', status: 'FAILED', laneHasNext: false },
    });
  });

  it('tells whether something waits in the lane that it let go of', async () => {
    const { core } = bench;
    await prepareSent(core, 'one');
    await core.transactions.accept([toEntry('two', setpointOf(51))], core.clock.nowMs());
    const own = { attempt: 1, epoch: 1 };
    expect(await core.mailbox.settle(toSettle('one', { own }))).toMatchObject({
      laneHasNext: true,
    });
  });
});

describe('settle', () => {
  it('is a conflict when the state has moved since it was decided', async () => {
    await prepareSent(bench.core, 'one');
    const late = toSettle('one', { fromStateNumber: 1 });
    expect(await bench.core.mailbox.settle(late)).toMatchObject({ kind: 'conflict' });
  });

  it('of an ended one is a conflict: no line tells of a move that never was', async () => {
    await prepareSent(bench.core, 'one');
    await bench.core.mailbox.settle(toSettle('one'));
    const timeline = await bench.redis.lrange('jg:tl:one', 0, -1);
    const move = moveTo('CANCELLED', { detail: 'cancelled by alice' });
    const late = toSettle('one', { eventId: 'cancel', fromStateNumber: 1, move });
    expect(await bench.core.mailbox.settle(late)).toMatchObject({ kind: 'conflict' });
    expect(await bench.redis.lrange('jg:tl:one', 0, -1)).toEqual(timeline);
  });

  it('keeps the lane while the procedure has not returned, and frees it when it has', async () => {
    const { core, redis } = bench;
    await prepareQueued(core, 'one');
    await core.mailbox.take(toTake('one', { singleFrame: false }));
    expect(await core.mailbox.settle(toSettle('one'))).toMatchObject({ laneHasNext: false });
    expect(await core.mailbox.peek(caseDevice)).toMatchObject({
      inFlight: { mark: { id: 'one', returned: false } },
    });
    await core.transactions.accept([toEntry('two', setpointOf(51))], core.clock.nowMs());
    const returned = { attempt: 1, epoch: 1 };
    const end = toSettle('one', { eventId: 'end', move: null, fromStateNumber: 3, returned });
    expect(await core.mailbox.settle(end)).toMatchObject({ kind: 'noted', laneHasNext: true });
    expect(await redis.exists(`jg:fly:${caseDevice}`)).toBe(0);
    expect(await redis.zrange(`jg:mb:${caseDevice}`, '0', '-1')).toEqual(['two']);
  });

  it('does not take the return of another attempt for that of the one in flight', async () => {
    const { core } = bench;
    await prepareQueued(core, 'one');
    await core.mailbox.take(toTake('one', { singleFrame: false }));
    const returned = { attempt: 1, epoch: 7 };
    expect(await core.mailbox.settle(toSettle('one', { returned }))).toMatchObject({
      laneHasNext: false,
    });
  });

  it('of an unknown transaction is missing', async () => {
    expect(await bench.core.mailbox.settle(toSettle('no'))).toMatchObject({ kind: 'missing' });
  });
});

describe('a link', () => {
  it('of an older epoch closes without touching the newer one', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const older = await device.connect();
    const newer = await device.connect();
    expect(newer.epoch).toBe(older.epoch + 1);
    expect(older.closedFor).toEqual(['replaced by a newer connection']);
    await core.links.close(older);
    await core.sessions.disconnect(device.id, older.epoch, core.clock.nowMs());
    expect((await core.devices.find(device.id))?.link).toMatchObject({
      live: true,
      lostAtMs: null,
    });
    await core.links.close(newer);
    const lostAtMs = core.clock.nowMs();
    expect((await core.devices.find(device.id))?.link).toMatchObject({ live: false, lostAtMs });
  });

  it('that is not ready for commands gets none, until it says that it is', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect({ ready: false });
    await core.tick();
    expect(link.sent).toEqual([]);
    link.ready = true;
    core.links.ready(link);
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id }]);
  });

  it('of a node that may not send gets nothing', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    core.switches.maySend = false;
    await device.accept(wishes.setpoint);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
  });
});

describe('cancelling', () => {
  const alice = makeCaller();

  it('ends what is QUEUED, and says the same when it is repeated', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    expect(await core.cancel(alice, id)).toBe(id);
    expect(await core.cancel(alice, id)).toBe(id);
    expect((await read(core, id)).status).toBe('CANCELLED');
    expect(await redis.zcard(`jg:mb:${device.id}`)).toBe(0);
    expect(await redis.zscore('jg:due', `t${id}`)).toBeNull();
  });

  it('is too late for what was SENT, with the present state', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await expect(core.cancel(alice, id)).rejects.toMatchObject({
      ...{ code: 'too_late', context: { status: 'SENT' } },
    });
    expect((await read(core, id)).status).toBe('SENT');
  });

  it.each([
    ['another account', makeCaller({ accounts: ['A-2'] }), 'transaction_not_found'],
    ['an installer', makeCaller({ role: 'installer' }), 'not_permitted'],
  ])('is refused to %s', async (_what, caller, code) => {
    const { core } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    await expect(core.cancel(caller, id)).rejects.toMatchObject({ code });
    expect((await read(core, id)).status).toBe('QUEUED');
  });

  it('lets the one behind go', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect({
      answer: async () => ({ kind: 'unreachable', detail: 'gone' }),
    });
    const head = await device.accept(setpointOf(50));
    await core.quiet();
    const behind = await device.accept(wishes.rename);
    link.answer = async () => ({ kind: 'pending' });
    await core.cancel(alice, head);
    await core.quiet();
    expect(link.sent.map((order) => order.transactionId)).toEqual([head, behind]);
  });
});

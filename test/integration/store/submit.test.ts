import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/domain/caller.ts';
import type { TransactionIntake } from '../../../src/domain/ports/transactions.ts';
import type { DeviceTarget, Submission } from '../../../src/domain/submission.ts';
import { makeSubmitCommand } from '../../../src/domain/submit-command.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller, renameOf, setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, makeSubmission } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** Nothing of a transaction is stored. */
async function expectNothingStored(): Promise<void> {
  const keys = await bench.redis.keys('jg:*');
  expect(keys.filter((key) => /jg:(tx|tl|mb|ix|idem|due|sk|seq)/.test(key))).toEqual([]);
}

describe('a mutation that is an error', () => {
  it.each([
    ['an operator', makeCaller({ role: 'operator' }), 'not_permitted'],
    ['an installer', makeCaller({ role: 'installer' }), 'not_permitted'],
    ['the owner of another account', makeCaller({ accounts: ['A-2'] }), 'device_not_found'],
  ] as [string, Caller, string][])('by %s stores nothing', async (_who, caller, code) => {
    const device = await addDevice(bench.core);
    await expect(device.submit(wishes.setpoint, { caller })).rejects.toMatchObject({ code });
    await expectNothingStored();
  });

  it.each([
    ['an unknown identity', 'A-1', 'nobody', 'device_not_found'],
    ['a device of another account', 'A-2', 'euid-1', 'device_not_found'],
    ['an account that is not the caller’s', 'A-3', 'euid-1', 'not_permitted'],
  ])('for %s stores nothing', async (_what, accountNumber, identity, code) => {
    await addDevice(bench.core, 'heat_pump_controller', { identity: 'euid-1' });
    const over: Partial<Submission> = {
      caller: makeCaller({ accounts: ['A-1', 'A-2'] }),
      target: { by: 'identity', accountNumber, identity },
    };
    const submission = makeSubmission('' as never, [wishes.setpoint], over);
    await expect(bench.core.submit(submission)).rejects.toMatchObject({ code });
    await expectNothingStored();
  });

  it.each([
    ['a setpoint outside the device’s range', [setpointOf(70)], 'invalid_parameters'],
    ['an unknown sensor', [renameOf('S99', 'x')], 'invalid_parameters'],
    [
      'one bad name among good ones',
      [renameOf('S1', 'a'), renameOf('S2', ' ')],
      'invalid_parameters',
    ],
    ['a kind of another class', [wishes.boost], 'unsupported'],
  ])('with %s stores nothing', async (_what, commands, code) => {
    const device = await addDevice(bench.core);
    const submission = makeSubmission(device.id, commands, { idempotencyKey: 'k' });
    await expect(bench.core.submit(submission)).rejects.toMatchObject({ code });
    await expectNothingStored();
  });
});

describe('a mutation that the device’s state refuses', () => {
  it('is stored as REFUSED with its reason, in no mailbox', async () => {
    const { core, redis } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect();
    await charger.show('status', { connectorId: 1, state: 'available', faultCode: null });
    const error = await charger.submit(wishes.boost).catch((thrown) => thrown);
    expect(error).toMatchObject({
      ...{ code: 'refused', context: { reason: { code: 'device_disconnected' } } },
    });
    const { transactionId } = error.context;
    expect(await core.transactions.find(transactionId)).toMatchObject({
      ...{ status: 'REFUSED', stateNumber: 1, reason: { code: 'device_disconnected' } },
    });
    expect(await redis.exists(`jg:mb:${charger.id}`)).toBe(0);
    expect(await redis.zscore('jg:due', `t${transactionId}`)).toBeNull();
    expect(await redis.sismember('jg:open', transactionId)).toBe(0);
  });

  it('waits for its charger for a minute after the link was lost, and not longer', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const link = await charger.connect();
    await core.links.close(link);
    core.clock.advance(60_001);
    await expect(charger.submit(wishes.boost)).rejects.toMatchObject({ code: 'refused' });
    const other = await addDevice(core, 'charger');
    await core.links.close(await other.connect());
    core.clock.advance(60_000);
    expect((await other.submit(wishes.boost)).transactionIds).toHaveLength(1);
  });

  it('is refused before the first description of the device', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await redis.hdel(`jg:dev:${device.id}`, 'description');
    await expect(device.submit(wishes.setpoint)).rejects.toMatchObject({
      context: { reason: { code: 'device_not_live' } },
    });
  });
});

describe('a device that is retired while a command for it is accepted', () => {
  it('refuses it, and nothing waits for it', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const { devices, clock, metrics } = core;
    const accept: TransactionIntake['accept'] = async (entries, nowMs) => {
      await devices.retire(device.id, nowMs);
      return core.transactions.accept(entries, nowMs);
    };
    const submit = makeSubmitCommand({
      ...{ devices, clock, metrics, startedAtMs: clock.nowMs() },
      intake: { ...core.transactions, accept },
      ids: { next: () => 'late-one' },
      wake: { wake: () => undefined },
    });
    const late = submit(makeSubmission(device.id, [wishes.setpoint]));
    await expect(late).rejects.toMatchObject({
      code: 'refused',
      context: { transactionId: 'late-one', reason: { code: 'device_retired' } },
    });
    expect((await core.transactions.find('late-one' as TransactionId))?.status).toBe('REFUSED');
    expect(await redis.zcard(`jg:mb:${device.id}`)).toBe(0);
    expect(await redis.scard('jg:open')).toBe(0);
  });
});

describe('"the" device of an account', () => {
  it('is the newest of its class that is not retired', async () => {
    const { core, redis } = bench;
    await addDevice(core);
    core.clock.advance(1);
    const newest = await addDevice(core);
    core.clock.advance(1);
    const retired = await addDevice(core);
    await redis.hset(`jg:dev:${retired.id}`, 'retiredAtMs', 1);
    await addDevice(core, 'charger');
    const target: DeviceTarget = {
      ...{ by: 'newest', accountNumber: 'A-1', classes: ['heat_pump_controller'] },
    };
    const accepted = await core.submit(makeSubmission('' as never, [wishes.setpoint], { target }));
    expect(accepted.device.device.id).toBe(newest.id);
  });
});

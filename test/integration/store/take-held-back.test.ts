import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { Mailbox } from '../../../src/domain/ports/transactions.ts';
import { makeCommandConnection } from '../../../src/store/redis/connect.ts';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { type CutProxy, startCutProxy } from '../../support/cut-proxy.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
});
beforeEach(async () => {
  await redis.flushall();
});
afterAll(async () => {
  await server.stop();
});

const unavailable = () => new GatewayError('unavailable', 'the store does not answer');

/** A core whose takes do first what the test says. */
function withTake(before: () => Promise<void>) {
  const wrapMailbox = (mailbox: Mailbox): Mailbox => ({
    ...mailbox,
    async take(request) {
      await before();
      return await mailbox.take(request);
    },
  });
  return makeCore(redis, { wrapMailbox });
}

describe('a command whose take is held back', () => {
  it('leaves only when the reply of take is there, half a second later', async () => {
    const proxyPath = `${server.socketPath}.held`;
    const proxy: CutProxy = await startCutProxy(server.socketPath, proxyPath);
    const slow = makeCommandConnection({ socketPath: proxyPath }, { name: 's', onError: () => {} });
    await slow.connect();
    let hold: { release(): void } | null = null;
    let id = '';
    const wrapMailbox = (mailbox: Mailbox): Mailbox => ({
      ...mailbox,
      async take(request) {
        if (request.id === id) hold = proxy.holdReplies();
        return await mailbox.take(request);
      },
    });
    const core = makeCore(slow, { wrapMailbox });
    // The first command makes Redis know the script, so that the held reply is that of its run.
    const other = await addDevice(core);
    await other.connect();
    await other.accept(wishes.setpoint);
    await core.quiet();
    const device = await addDevice(core);
    id = await device.accept(wishes.setpoint);
    const link = await device.connect();
    await waitFor(async () => (await redis.hget(`jg:tx:${id}`, 'status')) === 'SENT', 'SENT');
    const sinceMs = Date.now();
    await waitFor(() => Date.now() - sinceMs >= 500, 'half a second');
    expect(link.sent).toEqual([]);
    (hold as { release(): void } | null)?.release();
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id, attempt: 1 }]);
    slow.disconnect();
    await proxy.stop();
  });

  it('never leaves when take fails', async () => {
    let failures = 0;
    const core = withTake(async () => {
      failures += 1;
      throw unavailable();
    });
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect();
    await waitFor(() => failures === 1, 'the take');
    core.clock.advance(100);
    await waitFor(() => failures === 2, 'the take again');
    expect(link.sent).toEqual([]);
    expect(await read(core, id)).toMatchObject({ status: 'QUEUED', attempt: 0 });
  });

  it('never leaves when take is told that a newer link holds the device', async () => {
    let isSecond = false;
    const core = withTake(async () => {
      if (!isSecond) await core.sessions.connect(device.id, core.clock.nowMs());
      isSecond = true;
    });
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect((await read(core, id)).status).toBe('QUEUED');
  });

  it('is cancelled, not sent, when the cancel comes between the look and the take', async () => {
    const core = withTake(async () => {
      await core.cancel({ ...caller, accounts: ['A-1'] }, id);
    });
    const caller = {
      ...{ credentialId: 'k', subject: 'alice', role: 'account' as const, onBehalfOf: null },
    };
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect((await read(core, id)).status).toBe('CANCELLED');
  });

  it('is looked at again after a lane failed, without a new wake', async () => {
    let failures = 2;
    const core = withTake(async () => {
      if (failures-- > 0) throw new GatewayError('invariant_broken', 'a bug');
    });
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect();
    await core.quiet();
    await core.tick();
    expect(link.sent).toEqual([]);
    core.clock.advance(1_000);
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id, attempt: 1 }]);
  });
});

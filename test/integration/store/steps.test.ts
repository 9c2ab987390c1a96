import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { SendResult } from '../../../src/domain/reply.ts';
import { wishes } from '../../support/builders.ts';
import { type Core, makeCore } from '../../support/core.ts';
import { addDevice, read, type TestDevice } from '../../support/core-devices.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestRedis;
let redis: Redis;
let core: Core;
let charger: TestDevice;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  core = makeCore(redis);
  charger = await addDevice(core, 'charger');
  await core.sessions.connect(charger.id, core.clock.nowMs());
});
afterAll(async () => {
  await server.stop();
});

/** A charger whose procedures return when the test lets them. */
async function connectStepwise() {
  const returns: ((result: SendResult) => void)[] = [];
  const link = await charger.connect({
    procedure: 'steps',
    protocol: 'ocpp',
    answer: () => new Promise<SendResult>((resolve) => returns.push(resolve)),
  });
  const sent = (count: number) => waitFor(() => link.sent.length >= count, `${count} orders`);
  return { link, sent, finish: (result: SendResult) => returns.shift()?.(result) };
}

const charging = {
  session: {
    ...{ running: true, sessionId: 1, startedByGateway: true, meterStartWh: 0, meterStopWh: null },
    ...{ startedAtMs: 0, endedAtMs: null, endReason: null },
  },
  meter: { powerW: 7_000, energyWh: 1, socPercent: null, sessionId: 1 },
};

async function showCharging(): Promise<void> {
  await charger.show('session', charging.session);
  await charger.show('meter', charging.meter);
}

describe('a procedure of several steps', () => {
  it('is not settled by evidence that comes while it runs', async () => {
    const { sent, finish } = await connectStepwise();
    const id = await charger.accept(wishes.boost);
    await sent(1);
    await showCharging();
    expect((await read(core, id)).status).toBe('SENT');
    finish({ kind: 'accepted' });
    await core.quiet();
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await showCharging();
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });

  it('keeps the lane until it has returned, though its command has ended', async () => {
    const { link, sent, finish } = await connectStepwise();
    const id = await charger.accept(wishes.boost);
    await sent(1);
    await charger.answer(id, { kind: 'failed', code: 'x', detail: null });
    expect((await read(core, id)).status).toBe('FAILED');
    await charger.accept(wishes.cancelBoost);
    await core.tickOnly();
    expect(link.sent).toHaveLength(1);
    finish({ kind: 'accepted' });
    await sent(2);
    expect(link.sent[1]?.command.kind).toBe('cancel_boost');
    finish({ kind: 'accepted' });
    await core.quiet();
  });

  it('frees the lane for good when the adapter throws: no reply, tried again', async () => {
    const link = await charger.connect({
      ...{ procedure: 'steps', protocol: 'ocpp' },
      answer: async (order) => {
        if (order.attempt === 1) throw new Error('a bug in an adapter');
        return { kind: 'accepted' };
      },
    });
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    expect(await read(core, id)).toMatchObject({ status: 'SENT', unanswered: true });
    await core.pass(1_000);
    expect(link.sent.map((order) => order.attempt)).toEqual([1, 2]);
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
  });

  it('begins the answer window anew with each step, of the attempt in flight only', async () => {
    const { sent, finish } = await connectStepwise();
    const id = await charger.accept(wishes.cancelBoost);
    await sent(1);
    const { epoch } = await read(core, id);
    const step = { type: 'step', transactionId: id, attempt: 1, frameHash: 'f' } as const;
    core.clock.advance(20_000);
    await charger.tell({ ...step, epoch: epoch ?? 0, detail: 'ClearChargingProfile' });
    const due = core.clock.nowMs() + 30_000;
    expect(Number(await redis.zscore('jg:due', `t${id}`))).toBe(due);
    core.clock.advance(5_000);
    await charger.tell({ ...step, epoch: 1, detail: 'late, of an older link' });
    expect(Number(await redis.zscore('jg:due', `t${id}`))).toBe(due);
    expect(await core.transactions.timeline(id)).toHaveLength(4);
    finish({ kind: 'accepted' });
    await core.quiet();
  });

  it('stores what a procedure returned whatever it takes, while the link is held', async () => {
    let failures = 40;
    const slow = makeCore(redis, {
      wrapMailbox: (mailbox) => ({
        ...mailbox,
        settle: async (request) => {
          if (failures-- > 0) throw new GatewayError('unavailable', 'the store does not answer');
          return await mailbox.settle(request);
        },
      }),
    });
    const device = await addDevice(slow, 'charger');
    const link = await device.connect({
      ...{ procedure: 'steps', protocol: 'ocpp' },
      answer: async () => ({ kind: 'accepted' }),
    });
    const id = await device.accept(wishes.cancelBoost);
    await waitFor(async () => {
      slow.clock.advance(5_000);
      return (await read(slow, id)).status === 'ACKNOWLEDGED';
    }, 'the answer to be stored');
    expect(link.sent).toHaveLength(1);
    expect(await redis.exists(`jg:fly:${device.id}`)).toBe(0);
  });
});

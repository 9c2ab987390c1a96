import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

describe('a command that one node accepts for a device that another one holds', () => {
  it('is found by the node that holds it, whoever leases the wake first', async () => {
    const { core: here, redis } = bench;
    const there = makeCore(redis, { clock: here.clock, node: 'node-2' });
    await there.routes.renew();
    const device = await addDevice(here);
    const link = await device.connect({}, there);
    await there.tick();
    const id = await device.accept(wishes.setpoint);
    here.clock.advance(250);
    await here.tick();
    expect(link.sent).toHaveLength(0);
    here.clock.advance(1_000);
    await there.tick();
    expect(link.sent).toMatchObject([{ transactionId: id }]);
    expect((await read(here, id)).status).toBe('SENT');
  });

  it('wakes nobody again and again when the node that held it is gone', async () => {
    const { core: here, redis } = bench;
    const there = makeCore(redis, { clock: here.clock, node: 'node-2' });
    const device = await addDevice(here);
    await device.connect({}, there);
    await device.accept(wishes.setpoint);
    here.clock.advance(250);
    await here.tick();
    expect(await redis.zscore('jg:due', `d${device.id}`)).toBeNull();
  });
});

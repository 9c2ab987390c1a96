import { afterEach, describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
afterEach(() => bench.redis.replicaof('NO', 'ONE'));

/** Before its clients notice that another one is the primary, the old one is a replica. */
const demote = () => bench.redis.replicaof('127.0.0.1', 1);

describe('a Redis that was made a replica', () => {
  it('is away for now: what a device says is not acknowledged, and comes again', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await demote();
    const failed = device.answer(id, { kind: 'failed', code: 'x', detail: null }, 'res-1');
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
    const shown = device.show('config', { waterSetpointC: 50 });
    await expect(shown).rejects.toMatchObject({ code: 'unavailable' });
    const alerted = device.tell({ type: 'alert', message: 'no water' });
    await expect(alerted).rejects.toMatchObject({ code: 'unavailable' });
    await bench.redis.replicaof('NO', 'ONE');
    await device.answer(id, { kind: 'failed', code: 'x', detail: null }, 'res-1');
    expect((await read(core, id)).status).toBe('FAILED');
  });

  it('takes no command, and asks the caller to come again', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await demote();
    await expect(device.accept(wishes.setpoint)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

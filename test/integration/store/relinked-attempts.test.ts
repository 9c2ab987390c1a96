import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();

describe('a command whose first attempt was cut off before its answer', () => {
  it('is not EXPIRED by a stale answer to the second: the first may have been done', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const first = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await core.links.close(first);
    await device.connect();
    await core.quiet();
    expect(await read(core, id)).toMatchObject({ status: 'SENT', attempt: 2, unanswered: true });
    await device.answer(id, { kind: 'stale' });
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
  });

  it('is not QUEUED again when no byte of the second left, and cannot be cancelled', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const first = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await core.links.close(first);
    await device.connect({ answer: async () => ({ kind: 'unreachable', detail: 'gone' }) });
    await core.quiet();
    expect((await read(core, id)).status).toBe('SENT');
  });

  it('is known to be unanswered by the gateway that comes after a crash', async () => {
    const { core, redis } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect({ procedure: 'steps', answer: () => new Promise(() => {}) });
    const id = await charger.accept(wishes.boost);
    await waitFor(async () => (await read(core, id)).status === 'SENT', 'the first attempt');
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    await charger.connect(
      { procedure: 'steps', answer: async () => ({ kind: 'unreachable', detail: 'gone' }) },
      after,
    );
    await after.quiet();
    expect(await read(after, id)).toMatchObject({ status: 'SENT', unanswered: true });
  });

  it('owes nothing to an attempt that was answered: busy, and then no byte left', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const first = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'rejected', code: 'busy', detail: null });
    await core.links.close(first);
    await device.connect({ answer: async () => ({ kind: 'unreachable', detail: 'gone' }) });
    await core.quiet();
    expect(await read(core, id)).toMatchObject({ status: 'QUEUED', unanswered: false });
  });
});

import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { addDevice } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

describe('a device that answers without end', () => {
  it('fills no memory with the notes of a command that has ended', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'failed', code: 'x', detail: null });
    for (let turn = 0; turn < 250; turn += 1) await device.answer(id, { kind: 'accepted' });
    const timeline = await core.transactions.timeline(id);
    expect(timeline.length).toBeLessThanOrEqual(200);
    expect(timeline.length).toBeGreaterThan(100);
  });

  it('still has its outcome in a timeline that is full of notes', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    for (let turn = 0; turn < 250; turn += 1) await device.answer(id, { kind: 'accepted' });
    await device.answer(id, { kind: 'failed', code: 'x', detail: null });
    expect((await core.transactions.timeline(id)).at(-1)).toMatchObject({ status: 'FAILED' });
  });
});

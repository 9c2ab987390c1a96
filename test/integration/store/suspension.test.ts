import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller, makeDescription } from '../../support/builders.ts';
import { addDevice, read, type TestDevice } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const suspend: Command = { kind: 'suspend', params: {} };
const resume: Command = { kind: 'resume', params: {} };
const hourMs = 3_600_000;

/** A battery that is not connected, so that what is asked of it waits. */
async function addBattery(): Promise<TestDevice> {
  const battery = await addDevice(bench.core, 'battery');
  const kinds = ['suspend', 'resume'] as const;
  await bench.core.reported.describe(battery.id, makeDescription({ class: 'battery', kinds }));
  return battery;
}

/** Suspended by a command that succeeded, and away again. */
async function addSuspended(): Promise<{ battery: TestDevice; first: TransactionId }> {
  const battery = await addBattery();
  const connection = await battery.connect();
  const first = await battery.accept(suspend);
  await bench.core.quiet();
  await battery.answer(first, { kind: 'succeeded', aspect: null, rev: null });
  await battery.show('battery', { suspended: true });
  expect((await read(bench.core, first)).status).toBe('SUCCEEDED');
  await bench.core.links.close(connection);
  return { battery, first };
}

const cancel = (id: TransactionId) => bench.core.cancel(makeCaller(), id);

async function openWish({ id }: TestDevice): Promise<string | undefined> {
  return (await bench.core.devices.find(id))?.wishes.suspended?.transactionId;
}

describe('a suspension', () => {
  it('stands when the resumption that was to end it is cancelled unsent', async () => {
    const { battery, first } = await addSuspended();
    const id = await battery.accept(resume);
    expect(await openWish(battery)).toBeUndefined();
    await cancel(id);
    expect((await read(bench.core, id)).status).toBe('CANCELLED');
    expect(await openWish(battery)).toBe(first);
  });

  it('stands when that resumption expires, and its repetition with it', async () => {
    const { battery, first } = await addSuspended();
    await battery.accept(resume);
    const id = await battery.accept(resume);
    await bench.core.pass(hourMs);
    expect((await read(bench.core, id)).status).toBe('EXPIRED');
    expect(await openWish(battery)).toBe(first);
  });

  it('stands when it was asked for once more in vain', async () => {
    const { battery, first } = await addSuspended();
    const id = await battery.accept(suspend);
    expect(await openWish(battery)).toBe(id);
    await cancel(id);
    expect(await openWish(battery)).toBe(first);
  });

  it('is none where it was replaced unsent by a resumption that is cancelled too', async () => {
    const battery = await addBattery();
    const id = await battery.accept(suspend);
    const resumption = await battery.accept(resume);
    expect((await read(bench.core, id)).status).toBe('SUPERSEDED');
    await cancel(resumption);
    expect(await openWish(battery)).toBeUndefined();
  });

  it('does not come back to a device that was retired meanwhile', async () => {
    const { battery } = await addSuspended();
    await battery.accept(resume);
    await bench.core.devices.retire(battery.id, bench.core.clock.nowMs());
    expect(await openWish(battery)).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeDescription } from '../support/builders.ts';
import { addDevice, makeSubmission, read, type TestDevice } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';

const bench = useCore({ mailboxCommands: 2 });

const days = Array.from({ length: 7 }, (_each, day) => {
  return { day, readyBy: '06:45', targetSocPercent: 90, minSocPercent: 20 };
});
/** What `setDevicePreferences` makes of a battery's preferences. */
const both: readonly Command[] = [
  { kind: 'set_charging_preferences', params: { days } },
  { kind: 'set_reserve', params: { minSocPercent: 20, maxSocPercent: 90 } },
];
const kinds = ['set_reserve', 'set_windows', 'suspend'] as const;
async function addBattery() {
  const device = await addDevice(bench.core, 'battery');
  const description = makeDescription({ class: 'battery', kinds });
  await bench.core.reported.describe(device.id, description);
  return device;
}

const settingsOf = async (id: string) => (await bench.core.devices.find(id))?.settings;

it('keeps what is wished and has the battery keep its limits, by one call', async () => {
  const { core } = bench;
  const { id } = await addBattery();
  const submission = makeSubmission(id, both, { idempotencyKey: 'key-1' });

  const { transactionIds, device } = await core.submit(submission);

  const [kept, sent] = transactionIds as [TransactionId, TransactionId];
  expect(device.settings.preferences).toMatchObject({ days });
  expect(await read(core, kept)).toMatchObject({ status: 'SUCCEEDED', verified: 'TRUE' });
  expect(await read(core, sent)).toMatchObject({ status: 'QUEUED', command: both[1] });
  const again = await core.submit(submission);
  expect(again.transactionIds).toEqual(transactionIds);
});

it('keeps nothing where the battery does not take its part', async () => {
  const device = await addDevice(bench.core, 'battery');
  const description = makeDescription({ class: 'battery', kinds: ['suspend'] });
  await bench.core.reported.describe(device.id, description);

  const attempt = bench.core.submit(makeSubmission(device.id, both));

  await expect(attempt).rejects.toMatchObject({ code: 'unsupported' });
  expect(await settingsOf(device.id)).toMatchObject({ preferences: null });
});

it('keeps nothing where the battery’s mailbox has no room for its part', async () => {
  const device = await addBattery();
  await fill(device);

  const attempt = bench.core.submit(makeSubmission(device.id, both));

  await expect(attempt).rejects.toMatchObject({ code: 'device_queue_full' });
  expect(await settingsOf(device.id)).toMatchObject({ preferences: null });
});

it('keeps what no mailbox has to hold, however full that is', async () => {
  const device = await addBattery();
  await fill(device);

  const id = await device.accept(both[0] as Command);

  expect(await read(bench.core, id)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await settingsOf(device.id)).toMatchObject({ preferences: { days } });
});

async function fill(device: TestDevice): Promise<void> {
  await device.accept({ kind: 'suspend', params: {} });
  await device.accept({ kind: 'set_windows', params: { windows: [] } });
}

import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { LaneSight } from '../../../src/domain/ports/connections.ts';
import { makeSubmitCommand } from '../../../src/domain/submit-command.ts';
import { setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, makeSubmission, read, type TestDevice } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** Accepts a command and gives what its lane was told, without running the lane. */
async function submitUnseen(device: TestDevice, command: Command = wishes.setpoint) {
  const { core } = bench;
  const sights: (LaneSight | undefined)[] = [];
  const submit = makeSubmitCommand({
    ...core,
    ...{ intake: core.transactions, ids: { next: () => crypto.randomUUID() }, startedAtMs: 0 },
    wake: { wake: (_id, sight) => void sights.push(sight) },
  });
  const { transactionIds } = await submit(makeSubmission(device.id, [command]));
  return { id: transactionIds[0] as never, sight: sights[0] };
}

describe('what acceptance tells a lane', () => {
  it('is what the lane would have read', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect();
    const { sight } = await submitUnseen(device);
    expect(sight?.view).toEqual(await core.mailbox.peek(device.id));
    expect(sight?.state).toEqual(await core.devices.find(device.id));
  });

  it('is nothing where another command waits or is out', async () => {
    const device = await addDevice(bench.core);
    await submitUnseen(device);
    const behind = await submitUnseen(device, wishes.rename);
    expect(behind.sight).toBeUndefined();
    const other = await addDevice(bench.core);
    await other.connect();
    await other.accept(wishes.rename);
    await bench.core.quiet();
    const { sight } = await submitUnseen(other);
    expect(sight).toBeUndefined();
  });
});

describe('a lane that was told what to find', () => {
  it('sends nothing that another one has sent meanwhile', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const { id, sight } = await submitUnseen(device);
    core.lanes.wake(device.id);
    await core.quiet();
    core.lanes.wake(device.id, sight);
    await core.quiet();
    expect(link.sent).toHaveLength(1);
    expect(await read(core, id)).toMatchObject({ status: 'SENT', attempt: 1 });
  });

  it('sends nothing that was cancelled meanwhile, but what waits behind it', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const { id, sight } = await submitUnseen(device);
    const behind = await submitUnseen(device, setpointOf(44));
    core.lanes.wake(device.id, sight);
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: behind.id }]);
    expect(await read(core, id)).toMatchObject({ status: 'SUPERSEDED' });
  });

  it('is fenced as any other when its device was retired meanwhile', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const { id, sight } = await submitUnseen(device);
    await core.devices.retire(device.id, core.clock.nowMs());
    core.lanes.wake(device.id, sight);
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect(await read(core, id)).toMatchObject({ status: 'REFUSED' });
  });
});

import { expect, it } from 'vitest';
import type { SendResult } from '../../../src/domain/reply.ts';
import { setpointOf } from '../../support/builders.ts';
import { addDevice, read, statesOf } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();

it('a command that was not sent after all gives way to the newer one behind it', async () => {
  const { core, redis } = bench;
  const device = await addDevice(core);
  const sending = Promise.withResolvers<SendResult>();
  const dying = await device.connect({ answer: () => sending.promise });
  const older = await device.accept(setpointOf(50));
  await waitFor(() => dying.sent.length === 1, 'the attempt');
  const newer = await device.accept(setpointOf(55));
  sending.resolve({ kind: 'unreachable', detail: 'gone' });
  await core.quiet();
  expect(await read(core, older)).toMatchObject({ status: 'SUPERSEDED', supersededBy: newer });
  expect(await statesOf(core, older)).toEqual(['QUEUED', 'SENT', 'QUEUED', 'SUPERSEDED']);
  expect(await redis.hgetall(`jg:sk:${device.id}`)).toEqual({ set_water_setpoint: newer });
  const link = await device.connect();
  await core.quiet();
  expect(link.sent.map((order) => order.transactionId)).toEqual([newer]);
});

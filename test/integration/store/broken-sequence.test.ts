import { expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { addDevice } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

it('a sequence that is no number is refused, never begun anew', async () => {
  const { core, redis } = bench;
  const device = await addDevice(core);
  await redis.set(`jg:seq:${device.identity}`, 'broken');
  const accepted = device.accept(wishes.setpoint);
  await expect(accepted).rejects.toMatchObject({ code: 'invariant_broken' });
  expect(await redis.get(`jg:seq:${device.identity}`)).toBe('broken');
});

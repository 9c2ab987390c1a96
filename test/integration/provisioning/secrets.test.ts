import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { makeCallLimiter } from '../../../src/store/call-limiter.ts';
import { makeDeviceDoor } from '../../../src/store/device-door.ts';
import { hashSecret } from '../../../src/store/secrets.ts';
import { makeCaller } from '../../support/builders.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const secret = 'a-secret-of-before';
const mine = { accountNumber: 'A-1', euid };

/** A controller with a secret, as a service registered it. */
async function register(): Promise<void> {
  await bench.of.core.devices.register(
    {
      ...{ id: 'dev-1' as DeviceId, accountNumber: 'A-1' as never, propertyId: 1, identity: euid },
      ...{ class: 'heat_pump_controller', provider: 'TEST', registeredBy: 'gateway' },
      ...{ createdAtMs: bench.of.clock.nowMs(), secretHash: hashSecret(secret) },
    },
    { isTrusted: true },
  );
}

async function admits(): Promise<string> {
  const { scripts, clock } = bench.of.core;
  const limits = { wrongPerIdentityPerMinute: 100, wrongPerSourcePerMinute: 100 };
  const door = makeDeviceDoor(scripts, { clock, limiter: makeCallLimiter(scripts), limits });
  const attempt = { identity: euid, secret, source: 'here' };
  return (await door.admit({ ...attempt, classes: ['heat_pump_controller'] })).kind;
}

describe('a secret', () => {
  it('lets a controller in that has no certificate, also while it is claimed', async () => {
    await register();
    await bench.sign(await bench.claim());
    expect(await admits()).toBe('admitted');
  });

  it('ends with the registration of a claim, and is not back when that is revoked', async () => {
    await register();
    expect((await bench.bind()).deviceId).toBe('dev-1');
    expect(await admits()).toBe('refused');
    expect((await bench.device())?.device.hasSecret).toBe(false);
    await bench.of.north.revoke(makeCaller(), mine);
    expect(await admits()).toBe('refused');
  });

  it('ends with the adoption of a certificate, and is not back when that is revoked', async () => {
    await register();
    const admitted = { kind: 'admitted' };
    expect(await bench.admit('e'.repeat(64), { issuer: 'other' })).toMatchObject(admitted);
    expect(await admits()).toBe('refused');
    await bench.of.north.revoke(makeCaller(), mine);
    expect(await admits()).toBe('refused');
  });

  it('opens nothing beside a certificate, however it came there', async () => {
    const { deviceId } = await bench.register();
    await bench.redis.hset(`jg:dev:${deviceId}`, 'secretHash', hashSecret(secret));
    expect(await admits()).toBe('refused');
  });
});

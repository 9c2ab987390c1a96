import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { makeCaller } from '../../support/builders.ts';
import { makeSubmission } from '../../support/core-devices.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const [admitted, refused] = [{ kind: 'admitted' }, { kind: 'refused' }];
const [foreign, successor] = ['e'.repeat(64), 'f'.repeat(64)];
const mine = { accountNumber: 'A-1', euid };

/** A controller that somebody registered with its EUID, and that has no certificate here. */
async function register(id = 'dev-1') {
  const { nowMs } = bench.of.clock;
  const made = await bench.of.core.devices.register(
    {
      ...{ id: id as DeviceId, accountNumber: 'A-1' as never, propertyId: 1, identity: euid },
      ...{ class: 'heat_pump_controller', provider: 'TEST', registeredBy: 'gateway' },
      ...{ createdAtMs: nowMs(), secretHash: null },
    },
    { isTrusted: true },
  );
  expect(made).toBe('registered');
  return id as DeviceId;
}

/** As the door for certificates asks, with the end that the certificate says. */
async function come(fingerprint: string, notAfterMs: number | null = null): Promise<boolean> {
  const { core, clock } = bench.of;
  const classes = JSON.stringify(['heat_pump_controller']);
  const told = notAfterMs === null ? [] : [notAfterMs];
  const args = [fingerprint, euid, 'other', clock.nowMs() + 86_400_000, classes, ...told];
  const flat = await core.scripts.run('use-certificate', clock.nowMs(), args);
  return (flat as string[]).length > 0;
}

async function deprovision(id: DeviceId): Promise<void> {
  await bench.of.core.submit(makeSubmission(id, [{ kind: 'deprovision', params: {} }]));
  await bench.of.core.pass(61_000);
}

describe('a certificate of an extra issuer', () => {
  it('is adopted by a device that never had one, and lets it in again', async () => {
    await register();
    expect(await bench.admit(foreign)).toEqual(refused);
    expect(await bench.admit(foreign, { issuer: 'other' })).toMatchObject(admitted);
    expect(await bench.admit(foreign, { issuer: 'other' })).toMatchObject(admitted);
    expect(await bench.stateOf(foreign)).toBe('ACTIVE');
  });

  it('keeps the end that it says; one that has ended lets nobody in', async () => {
    await register();
    const notAfterMs = bench.of.clock.nowMs() + 1_000;
    expect(await come(foreign, notAfterMs)).toBe(true);
    expect(await bench.certificates()).toMatchObject([{ fingerprint: foreign, notAfterMs }]);
    bench.of.clock.advance(1_000);
    expect(await come(foreign, notAfterMs)).toBe(false);
  });

  it('is not displaced by another one that nobody has seen', async () => {
    await register();
    await come(foreign);
    expect(await come(successor)).toBe(false);
    expect(await bench.certificates()).toMatchObject([{ fingerprint: foreign, endsAtMs: null }]);
  });

  it.each([true, false])('is refused beside one of ours, used: %s', async (isUsed) => {
    const { fingerprint } = isUsed ? await bench.bind() : await bench.register();
    expect(await come(foreign)).toBe(false);
    expect(await bench.certificates()).toMatchObject([{ fingerprint, endsAtMs: null }]);
  });

  it('is refused while a claim has asked for one of ours', async () => {
    await register();
    await bench.sign(await bench.claim());
    expect(await come(foreign)).toBe(false);
  });

  it.each([true, false])('is refused after a revocation, seen before: %s', async (isSeen) => {
    await register();
    if (isSeen) await come(foreign);
    const { revoked } = await bench.of.north.revoke(makeCaller(), mine);
    expect(revoked).toBe(isSeen ? 1 : 0);
    expect(await come(foreign)).toBe(false);
    expect(await come(successor)).toBe(false);
  });

  it('is refused after the end of one of ours', async () => {
    await bench.bind();
    await bench.of.north.revoke(makeCaller(), mine);
    expect(await come(foreign)).toBe(false);
  });

  it('has a successor only in the next registration, which takes no revoked one', async () => {
    await come(foreign);
    const id = await register();
    await come(foreign);
    await deprovision(id);
    expect(await come(successor)).toBe(false);
    await register('dev-2');
    expect(await come(foreign)).toBe(false);
    // Forgotten, it would be adopted again.
    expect(await bench.redis.pttl(`jg:cert:${foreign}`)).toBe(-1);
    expect(await come(successor)).toBe(true);
    expect(await bench.stateOf(foreign)).toBe('REVOKED');
  });
});

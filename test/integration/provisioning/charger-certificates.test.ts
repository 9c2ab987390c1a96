import { describe, expect, it } from 'vitest';
import type { DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import type { NewCertificate } from '../../../src/domain/ports/provisioning.ts';
import { makeCallLimiter } from '../../../src/store/call-limiter.ts';
import { makeCertificateDoor } from '../../../src/store/certificate-door.ts';
import { makeDeviceCertificates } from '../../../src/store/device-certificates.ts';
import { makeDeviceDoor } from '../../../src/store/device-door.ts';
import { hashSecret } from '../../../src/store/secrets.ts';
import { useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const dayMs = 86_400_000;
const identity = 'CP-1' as DeviceIdentity;
const id = 'charger-1' as DeviceId;
const secret = 'a-password-of-a-charger';
const [first, second, third] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];
const [admitted, refused] = [{ kind: 'admitted' }, { kind: 'refused' }];
const limits = { wrongPerIdentityPerMinute: 100, wrongPerSourcePerMinute: 100 };

async function register(over: { id?: DeviceId; identity?: DeviceIdentity } = {}): Promise<void> {
  const { core, clock } = bench.of;
  const made = await core.devices.register(
    {
      ...{ id, identity, accountNumber: 'A-1' as never, propertyId: 1, class: 'charger' },
      ...{ provider: 'TEST', registeredBy: 'gateway', createdAtMs: clock.nowMs() },
      ...{ secretHash: hashSecret(secret), ...over },
    },
    { isTrusted: true },
  );
  expect(made).toBe('registered');
}

/** Over the link of an epoch, `null` = a new one. */
async function pend(fingerprint: string, heldEpoch: number | null = null): Promise<boolean> {
  const { core, clock } = bench.of;
  const nowMs = clock.nowMs();
  const epoch = heldEpoch ?? (await core.sessions.connect(id, nowMs));
  const certificate: NewCertificate = {
    ...{ fingerprint, identity, serial: '2a', issuedAtMs: nowMs },
    notAfterMs: nowMs + 90 * dayMs,
  };
  const link = { deviceId: id, epoch };
  return await makeDeviceCertificates(core.scripts).pend(certificate, link, nowMs);
}

function come(fingerprint: string, as: string = identity) {
  const { core, clock } = bench.of;
  const limiter = makeCallLimiter(core.scripts);
  return makeCertificateDoor(core.scripts, { clock, limiter, limits }).admitCertificate({
    ...{ identity: as, fingerprint, issuer: 'own', source: '192.0.2.1' },
    ...{ notAfterMs: clock.nowMs() + dayMs, classes: ['charger', 'vehicle'] },
  });
}

function comeBySecret() {
  const { core, clock } = bench.of;
  const limiter = makeCallLimiter(core.scripts);
  const door = makeDeviceDoor(core.scripts, { clock, limiter, limits });
  return door.admit({ identity, secret, source: '192.0.2.1', classes: ['charger'] });
}

describe('a certificate that a charger asked for', () => {
  it('changes nothing until it is used, then ends the password at once', async () => {
    await register();
    expect(await pend(first)).toBe(true);
    expect(await comeBySecret()).toMatchObject(admitted);
    expect(await come(first)).toMatchObject(admitted);
    expect(await comeBySecret()).toEqual(refused);
    expect(await come(first)).toMatchObject(admitted);
  });

  it('leaves the former one a day from its own first use', async () => {
    await register();
    await pend(first);
    await come(first);
    await pend(second);
    bench.of.clock.advance(10 * dayMs);
    expect(await come(first)).toMatchObject(admitted);
    expect(await come(second)).toMatchObject(admitted);
    bench.of.clock.advance(dayMs - 1);
    expect(await come(first)).toMatchObject(admitted);
    bench.of.clock.advance(1);
    expect(await come(first)).toEqual(refused);
    expect(await come(second)).toMatchObject(admitted);
  });

  it('is one of three at most that were never used', async () => {
    await register();
    for (const digit of ['1', '2', '3', '4']) {
      await pend(digit.repeat(64));
      bench.of.clock.advance(1_000);
    }
    expect(await come(first)).toEqual(refused);
    expect(await come(second)).toMatchObject(admitted);
  });

  it('counts for that charger alone, and until its end', async () => {
    await register();
    await register({ id: 'charger-2' as DeviceId, identity: 'CP-2' as DeviceIdentity });
    await pend(first);
    expect(await come(first, 'CP-2')).toEqual(refused);
    bench.of.clock.advance(90 * dayMs);
    expect(await come(first)).toEqual(refused);
  });

  it('is noted with the device when it is refused, until that is connected', async () => {
    await register();
    const { core, clock } = bench.of;
    const notedAt = async () => (await core.devices.find(id))?.device.signInFailedAtMs;
    expect(await come(first)).toEqual(refused);
    expect(await notedAt()).toBe(clock.nowMs());
    await core.sessions.connect(id, clock.nowMs());
    expect(await notedAt()).toBeNull();
  });

  it('is not to be had for a charger that is not in service', async () => {
    expect(await pend(first, 1)).toBe(false);
    await register();
    const epoch = await bench.of.core.sessions.connect(id, bench.of.clock.nowMs());
    await bench.of.core.devices.retire(id, bench.of.clock.nowMs());
    expect(await pend(first, epoch)).toBe(false);
    expect(await pend(first, epoch + 1)).toBe(false);
    expect(await come(first)).toEqual(refused);
  });

  it.each([
    ['its credentials are dropped', () => bench.of.core.devices.dropCredentials(id, 0)],
    ['it is retired', () => bench.of.core.devices.retire(id, 0)],
    ['its password is replaced', () => replace(identity)],
  ])('ends when %s, used or not', async (_what, end) => {
    await register();
    await pend(first);
    await come(first);
    await pend(second);
    await end();
    expect(await come(first)).toEqual(refused);
    expect(await come(second)).toEqual(refused);
  });

  it.each([
    ['its credentials were dropped', () => bench.of.core.devices.dropCredentials(id, 0)],
    ['its password was replaced', () => replace(identity)],
    ['its name is another’s', () => replace('CP-NEW' as DeviceIdentity)],
  ])('is not to be had any more over a link from before %s', async (_what, end) => {
    await register();
    const epoch = await bench.of.core.sessions.connect(id, bench.of.clock.nowMs());
    await end();
    expect(await pend(first, epoch)).toBe(false);
    expect(await come(first)).toEqual(refused);
  });

  it('is not to be had for a name that another charger has got', async () => {
    await register();
    expect(await replace('CP-NEW' as DeviceIdentity)).toBe('set');
    await register({ id: 'charger-2' as DeviceId });
    expect(await pend(first)).toBe(false);
    expect(await come(first)).toEqual(refused);
  });

  it('ends with the name that the charger gives up, whoever gets that name', async () => {
    await register();
    await pend(first);
    await come(first);
    await pend(third);
    expect(await replace('CP-NEW' as DeviceIdentity)).toBe('set');
    await register({ id: 'charger-2' as DeviceId });
    expect(await come(first)).toEqual(refused);
    expect(await come(third)).toEqual(refused);
  });
});

function replace(to: DeviceIdentity) {
  const secretHash = hashSecret('another-password');
  return bench.of.core.devices.setCredentials(id, to, {
    ...{ secretHash, isTrusted: true, cutsLink: true },
  });
}

import { describe, expect, it } from 'vitest';
import { makeCallLimiter } from '../../../src/store/call-limiter.ts';
import { makeDeviceDoor } from '../../../src/store/device-door.ts';
import { makeCaller } from '../../support/builders.ts';
import { euid, strangerEuid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const dayMs = 86_400_000;
const [admitted, refused] = [{ kind: 'admitted' }, { kind: 'refused' }];

describe('rotation', () => {
  it('gives a certificate that counts at once beside the old one', async () => {
    const { fingerprint } = await bench.bind();
    const { answer, newest } = await bench.rotate(fingerprint);
    expect(answer).toMatchObject({ kind: 'accepted', notAfterMs: expect.any(Number) });
    expect(answer).toHaveProperty('certificatePem', expect.stringContaining('CERTIFICATE'));
    expect(newest).not.toBe(fingerprint);
    expect(await bench.stateOf(newest)).toBe('ACTIVE');
    bench.of.clock.advance(10 * dayMs);
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
  });

  it('ends the old one a day after the first use of the new one, to the millisecond', async () => {
    const { fingerprint } = await bench.bind();
    const { newest } = await bench.rotate(fingerprint);
    bench.of.clock.advance(dayMs);
    expect(await bench.admit(newest)).toMatchObject(admitted);
    const endsAtMs = bench.of.clock.nowMs() + dayMs;
    bench.of.clock.advance(dayMs / 2);
    // A later use of the new one does not move the end of the old one.
    expect(await bench.admit(newest)).toMatchObject(admitted);
    bench.of.clock.advance(dayMs / 2 - 1);
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
    bench.of.clock.advance(1);
    expect(await bench.admit(fingerprint)).toEqual(refused);
    expect(await bench.admit(newest)).toMatchObject(admitted);
    const old = (await bench.certificates()).find((each) => each.fingerprint === fingerprint);
    expect(old).toMatchObject({ endsAtMs });
    const view = await bench.of.north.status(makeCaller(), { accountNumber: 'A-1', euid });
    expect(view.certificates.map(({ state }) => state)).toEqual(['ACTIVE', 'REVOKED']);
  });

  it('once more revokes the successor that was never used', async () => {
    const { fingerprint } = await bench.bind();
    const { newest: lost } = await bench.rotate(fingerprint);
    const { newest } = await bench.rotate(fingerprint);
    expect(await bench.stateOf(lost)).toBe('REVOKED');
    expect(await bench.stateOf(newest)).toBe('ACTIVE');
    expect(await bench.stateOf(fingerprint)).toBe('ACTIVE');
    expect(await bench.admit(lost)).toEqual(refused);
  });

  it('of the new one does not move the end of the oldest', async () => {
    const { fingerprint: oldest } = await bench.bind();
    const { newest: second } = await bench.rotate(oldest);
    await bench.admit(second);
    const atMs = bench.of.clock.nowMs();
    bench.of.clock.advance(dayMs / 2);
    const { newest: third } = await bench.rotate(second);
    await bench.admit(third);
    const ends = (await bench.certificates()).map(({ endsAtMs }) => endsAtMs);
    expect(ends).toEqual([null, bench.of.clock.nowMs() + dayMs, atMs + dayMs]);
  });

  it('is refused to a certificate that is revoked, ended or not known', async () => {
    const { fingerprint } = await bench.bind();
    const { newest } = await bench.rotate(fingerprint);
    await bench.admit(newest);
    bench.of.clock.advance(dayMs);
    const inactive = { code: 'certificate_inactive', status: 403 };
    expect((await bench.rotate(fingerprint)).answer).toMatchObject(inactive);
    expect((await bench.rotate('0'.repeat(64))).answer).toMatchObject(inactive);
    await bench.of.north.revoke(makeCaller(), { accountNumber: 'A-1', euid });
    expect((await bench.rotate(newest)).answer).toMatchObject(inactive);
    expect(await bench.certificates()).toHaveLength(2);
  });

  it('is refused from a certificate that is past its end; then a claim is given', async () => {
    const { fingerprint, deviceId } = await bench.bind();
    const [{ notAfterMs } = { notAfterMs: 0 }] = await bench.certificates();
    await bench.of.core.sessions.connect(deviceId, bench.of.clock.nowMs());
    bench.of.clock.advance(notAfterMs - bench.of.clock.nowMs() - 2);
    expect((await bench.rotate(fingerprint)).answer).toMatchObject({ kind: 'accepted' });
    bench.of.clock.advance(1);
    const inactive = { code: 'certificate_inactive', status: 403 };
    expect((await bench.rotate(fingerprint)).answer).toMatchObject(inactive);
    expect((await bench.bind()).deviceId).toBe(deviceId);
  });

  it('is refused to a device without an identity, and for a CSR that is none', async () => {
    const { fingerprint } = await bench.bind();
    const device = (await bench.device())?.device;
    if (!device) throw new Error('no device');
    const { desk } = bench.of;
    const request = { csrPem: bench.csrPem };
    const nobody = await desk.rotate({ ...device, identity: null }, fingerprint, request);
    expect(nobody).toMatchObject({ code: 'certificate_inactive' });
    const bad = await desk.rotate(device, fingerprint, { csrPem: 'hello' });
    expect(bad).toMatchObject({ code: 'invalid_csr' });
    expect(await bench.certificates()).toHaveLength(1);
  });

  it('is bounded for a device that never has enough', async () => {
    const { fingerprint } = await bench.bind();
    for (let turn = 0; turn < 10; turn += 1) await bench.rotate(fingerprint);
    expect((await bench.rotate(fingerprint)).answer).toMatchObject({ code: 'too_many' });
    // It counts by the day: the limiter's own clock is Redis's.
    const [key = ''] = await bench.redis.keys('jg:*rotate:*');
    const lifeMs = await bench.redis.pttl(key);
    expect(lifeMs).toBeGreaterThan(dayMs / 2);
  });

  it('keeps what counts, and the newest ten that ended', async () => {
    const { fingerprint } = await bench.bind();
    const { nowMs } = bench.of.clock;
    const pipeline = bench.redis.pipeline();
    for (let turn = 0; turn < 300; turn += 1) {
      const old = turn.toString(16).padStart(64, '0');
      const times = { notAfterMs: nowMs() + 9e9, issuedAtMs: nowMs() - 1_000 + turn };
      // The first was adopted: forgotten, it would be adopted again.
      const serial = turn === 0 ? '' : 'ab';
      pipeline.hset(`jg:cert:${old}`, { euid, state: 'REVOKED', serial, ...times });
      pipeline.sadd(`jg:certs:${euid}`, old);
    }
    await pipeline.exec();
    const { newest } = await bench.rotate(fingerprint);
    const kept = (await bench.certificates()).map((each) => each.fingerprint);
    const ended = [...Array(10).keys()].map((turn) => (299 - turn).toString(16).padStart(64, '0'));
    expect(kept).toEqual([newest, fingerprint, ...ended, '0'.repeat(64)]);
    expect(await bench.redis.keys('jg:cert:*')).toHaveLength(kept.length);
    expect(await bench.redis.scard(`jg:certs:${euid}`)).toBe(kept.length);
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
  });
});

describe('the door for certificates', () => {
  it('tells whose device it is, and keeps the time of the first use', async () => {
    const { fingerprint, deviceId } = await bench.register();
    const atMs = bench.of.clock.nowMs();
    const { device } = (await bench.admit(fingerprint)) as { device?: unknown };
    expect(device).toMatchObject({ id: deviceId, accountNumber: 'A-1', identity: euid });
    bench.of.clock.advance(1_000);
    await bench.admit(fingerprint);
    expect((await bench.certificates())[0]?.firstUsedAtMs).toBe(atMs);
  });

  it('refuses what is PENDING, not known, or of another identity', async () => {
    const session = await bench.claim();
    await bench.sign(session);
    const pending = (await bench.certificates())[0]?.fingerprint ?? '';
    expect(await bench.admit(pending)).toEqual(refused);
    const { fingerprint } = await bench.register();
    expect(await bench.admit('0'.repeat(64))).toEqual(refused);
    expect(await bench.admit(pending)).toEqual(refused);
    await bench.of.core.devices.register({
      ...{ id: 'other' as never, accountNumber: 'A-1' as never, propertyId: 1, secretHash: null },
      ...{ class: 'heat_pump_controller', provider: 'TEST', registeredBy: 'gateway' },
      ...{ identity: strangerEuid, createdAtMs: 1 },
    });
    expect(await bench.admit(fingerprint, { identity: strangerEuid })).toEqual(refused);
    expect((await bench.certificates())[0]?.firstUsedAtMs).toBeNull();
  });

  it('refuses a class that the listener does not take', async () => {
    const { fingerprint } = await bench.register();
    const answer = await bench.of.door.admitCertificate({
      ...{ identity: euid, fingerprint, issuer: 'own', notAfterMs: 0, source: 'here' },
      classes: ['battery'],
    });
    expect(answer).toEqual(refused);
  });

  it('refuses a retired device', async () => {
    const { fingerprint, deviceId } = await bench.bind();
    await bench.redis.hset(`jg:dev:${deviceId}`, 'retiredAtMs', 1);
    expect(await bench.admit(fingerprint)).toEqual(refused);
  });

  it('throttles one that is refused again and again, and no other of its name', async () => {
    const { fingerprint } = await bench.bind();
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await bench.admit('0'.repeat(64))).toEqual(refused);
    }
    expect(await bench.admit('0'.repeat(64))).toEqual({ kind: 'throttled' });
    expect(await bench.admit('1'.repeat(64))).toEqual(refused);
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
  });

  it('throttles the refusals of a source, and nothing that counts behind it', async () => {
    const { fingerprint } = await bench.bind();
    const others = Array.from({ length: 21 }, (_each, at) => String(at).padStart(64, '0'));
    const answers: string[] = [];
    for (const other of others) answers.push((await bench.admit(other)).kind);
    expect(answers).toEqual([...Array(20).fill('refused'), 'throttled']);
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
  });

  it('lets a certificate in however many secrets were wrong, and the other way round', async () => {
    const { fingerprint } = await bench.bind();
    const { core } = bench.of;
    const limits = { wrongPerIdentityPerMinute: 5, wrongPerSourcePerMinute: 20 };
    const { scripts, clock } = core;
    const limiter = makeCallLimiter(scripts);
    const plain = makeDeviceDoor(scripts, { clock, limiter, limits });
    const guess = (identity: string) =>
      plain.admit({ identity, secret: 'x', source: '127.0.0.1', classes: [] });
    for (let turn = 0; turn < 5; turn += 1) await guess(euid);
    expect(await guess(euid)).toEqual({ kind: 'throttled' });
    expect(await bench.admit(fingerprint)).toMatchObject(admitted);
    for (let turn = 0; turn < 6; turn += 1) await bench.admit('0'.repeat(64));
    expect(await guess(strangerEuid)).toEqual(refused);
  });

  it('adopts nothing for a device that is not registered here', async () => {
    expect(await bench.admit('e'.repeat(64), { issuer: 'other' })).toEqual(refused);
    expect(await bench.certificates()).toEqual([]);
  });
});

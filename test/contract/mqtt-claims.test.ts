import { describe, expect, test } from 'vitest';
import { provisioningSchemas } from '../../src/adapters/mqtt/schemas/provisioning.ts';
import { makeValidator } from '../../src/adapters/mqtt/schemas/validator.ts';
import { rejection } from '../support/fake-desk.ts';
import {
  answersOf,
  ask,
  CLAIM,
  EUID,
  lifeMs,
  registered,
  signed,
  useClaims,
} from '../support/tls-claims.ts';
import { fingerprintOf } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const claims = useClaims();

const ajv = makeValidator();
const isByContract = (step: 'csr' | 'register', verdict: 'accepted' | 'rejected', value: unknown) =>
  ajv.validate(provisioningSchemas[step][verdict], value);

describe('a claim session', () => {
  test('is entered with its claim, its certificate and where it comes from', async () => {
    await claims.enter();
    const fingerprint = fingerprintOf(claims.credentials);
    const session = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const of = { claimId: CLAIM, session, fingerprint, source: '127.0.0.1' };
    expect(claims.desk.calls).toEqual([{ call: 'enter', of, request: null }]);
  });

  test('gets its CSR answered before it is acknowledged', async () => {
    claims.desk.answers.sign = async () => signed;
    const device = await claims.enterAndListen();
    const session = claims.sessionOf(0);
    expect(await ask(device, 'csr', { csrPem: 'CSR' })).toBe('acknowledged');
    const answer = {
      certificatePem: 'CERT',
      chainPem: 'CHAIN',
      certificateOwnershipToken: 'the-token',
      expiresAt: '2026-11-23T12:10:00.000Z',
    };
    expect(answersOf(device)).toEqual([['csr/accepted', answer]]);
    expect(device.received[0]?.retain).toBe(false);
    expect(isByContract('csr', 'accepted', answer)).toBe(true);
    const of = { claimId: CLAIM, session };
    expect(claims.desk.calls[1]).toEqual({ call: 'sign', of, request: { csrPem: 'CSR' } });
    expect(device.isClosed()).toBe(false);
  });

  test('of an unbound claim gets no certificate with its CSR', async () => {
    claims.desk.answers.sign = async () => ({ ...signed, certificatePem: null });
    const device = await claims.enterAndListen();
    await ask(device, 'csr', { csrPem: 'CSR' });
    const [[, answer] = []] = answersOf(device);
    expect(answer).not.toHaveProperty('certificatePem');
    expect(isByContract('csr', 'accepted', answer)).toBe(true);
  });

  test('ends by the gateway once it has registered, with the answer and its PUBACK', async () => {
    claims.desk.answers.register = async () => registered;
    const device = await claims.enterAndListen();
    const asked = { token: 'the-token', parameters: {} };
    expect(await ask(device, 'register', asked)).toBe('acknowledged');
    await waitFor(device.isClosed, 'the gateway to close the session');
    const [[topic, answer] = []] = answersOf(device);
    expect(topic).toBe('register/accepted');
    expect(answer).toEqual({
      euid: EUID,
      mqttHost: 'gateway.example',
      mqttPort: claims.bench.tlsPort,
      topicRoot: `gw/v1/${EUID}`,
      limits: {
        keepAliveS: 120,
        packetBytes: 65_536,
        commandBytes: 8_192,
        stateBytes: 32_768,
        telemetryBytes: 16_384,
      },
    });
    expect(isByContract('register', 'accepted', answer)).toBe(true);
  });

  test('of an unbound claim gets its certificate with the registration', async () => {
    const made = { certificatePem: 'CERT', chainPem: 'CHAIN' };
    claims.desk.answers.register = async () => ({ ...registered, ...made });
    const device = await claims.enterAndListen();
    await ask(device, 'register', { token: 'the-token', parameters: {} });
    expect(answersOf(device)[0]?.[1]).toMatchObject(made);
    await waitFor(device.isClosed, 'the gateway to close the session');
  });

  test.each(['csr', 'register'] as const)(
    'hears why its %s is rejected, and stays',
    async (step) => {
      const device = await claims.enterAndListen();
      expect(await ask(device, step, { any: 'thing' })).toBe('acknowledged');
      const [[topic, answer] = []] = answersOf(device);
      expect(topic).toBe(`${step}/rejected`);
      const code = step === 'csr' ? 'invalid_csr' : 'token_invalid';
      expect(answer).toMatchObject({ errorCode: code, errorMessage: `It is ${code}.` });
      expect(isByContract(step, 'rejected', answer)).toBe(true);
      expect(device.isClosed()).toBe(false);
    },
  );

  test.each(['{"csrPem":', '', '[[[[[[[[[[[[[[1]]]]]]]]]]]]]]', '{"n":1e999}', '\xff'])(
    'hears that %j is no request, and the desk hears nothing',
    async (payload) => {
      const device = await claims.enterAndListen();
      expect(await ask(device, 'csr', payload)).toBe('acknowledged');
      const rejected = { statusCode: 400, errorCode: 'invalid_request' };
      expect(answersOf(device)).toEqual([['csr/rejected', expect.objectContaining(rejected)]]);
      expect(claims.desk.calls).toHaveLength(1);
    },
  );

  test('hears "later" when the desk breaks its word', async () => {
    claims.desk.answers.register = () => Promise.reject(new Error('a bug'));
    const device = await claims.enterAndListen();
    await ask(device, 'register', {});
    const rejected = { statusCode: 503, errorCode: 'unavailable' };
    expect(answersOf(device)).toEqual([['register/rejected', expect.objectContaining(rejected)]]);
  });

  test('has one request at a time', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    claims.desk.answers.sign = async () => {
      order.push('sign begins');
      await gate.promise;
      order.push('sign ends');
      return signed;
    };
    claims.desk.answers.register = async () => {
      order.push('register begins');
      return rejection(403, 'token_invalid');
    };
    const device = await claims.enterAndListen();
    const both = Promise.all([ask(device, 'csr', {}), ask(device, 'register', {})]);
    await waitFor(() => order.length === 1, 'the first request');
    gate.resolve();
    expect(await both).toEqual(['acknowledged', 'acknowledged']);
    expect(order).toEqual(['sign begins', 'sign ends', 'register begins']);
  });

  test('is cut after a handful of requests', async () => {
    const device = await claims.enterAndListen();
    const answers = await Promise.all(Array.from({ length: 9 }, () => ask(device, 'csr', {})));
    expect(answers).toContain('lost');
    await waitFor(device.isClosed, 'the session to be cut');
    expect(claims.bench.counted('frames_denied', 'claim_requests')).toBe(1);
    expect(claims.desk.calls.length).toBeLessThanOrEqual(9);
  });
});

describe('the end of a claim session', () => {
  test('comes at the time of the claim, even midway in a request', async () => {
    const gate = Promise.withResolvers<void>();
    claims.desk.answers.sign = async () => {
      await gate.promise;
      return signed;
    };
    const device = await claims.enterAndListen();
    const asked = ask(device, 'csr', {});
    await waitFor(() => claims.desk.calls.length === 2, 'the desk to be asked');
    claims.clock.advance(lifeMs - 1);
    expect(device.isClosed()).toBe(false);
    claims.clock.advance(1);
    await waitFor(device.isClosed, 'the session to be cut');
    gate.resolve();
    expect(await asked).toBe('lost');
    expect(device.received).toEqual([]);
  });

  test('comes at once for a claim whose time is over', async () => {
    claims.desk.answers.enter = async () => ({
      kind: 'entered',
      endsAtMs: claims.clock.nowMs() - 1,
    });
    const device = await claims.enter().catch(() => null);
    claims.clock.advance(0);
    if (device) await waitFor(device.isClosed, 'the session to be cut');
  });

  test('comes with a newer session of the same claim, which is another one', async () => {
    const older = await claims.enterAndListen();
    const newer = await claims.enterAndListen();
    await waitFor(older.isClosed, 'the older session to close');
    expect(newer.isClosed()).toBe(false);
    expect(claims.sessionOf(0)).not.toBe(claims.sessionOf(1));
    await ask(newer, 'csr', {});
    expect(claims.desk.calls[2]?.of).toEqual({ claimId: CLAIM, session: claims.sessionOf(1) });
  });

  test('comes with a link that drops midway; nothing is sent to the next', async () => {
    const gate = Promise.withResolvers<void>();
    claims.desk.answers.sign = async () => {
      await gate.promise;
      return signed;
    };
    const older = await claims.enterAndListen();
    const asked = ask(older, 'csr', {});
    await waitFor(() => claims.desk.calls.length === 2, 'the desk to be asked');
    older.drop();
    expect(await asked).toBe('lost');
    const newer = await claims.enterAndListen();
    gate.resolve();
    claims.desk.answers.sign = async () => rejection(400, 'invalid_csr');
    await ask(newer, 'csr', {});
    expect(answersOf(newer).map(([topic]) => topic)).toEqual(['csr/rejected']);
  });

  test('comes within a second after registering, for a device that does not leave', async () => {
    claims.desk.answers.register = async () => registered;
    const device = await claims.enterAndListen();
    device.client.stream.pause();
    void ask(device, 'register', {});
    await waitFor(() => claims.desk.calls.length === 2, 'the desk to be asked');
    await waitFor(() => claims.clock.pendingCount === 2, 'the bound of the farewell');
    claims.clock.advance(1_000);
    await waitFor(() => claims.clock.pendingCount === 0, 'the socket to be cut');
    device.client.stream.resume();
  });

  test('is with no token, certificate or key in any log line', async () => {
    expect(claims.bench.log.lines.length).toBeGreaterThan(20);
    const text = JSON.stringify(claims.bench.log.lines);
    expect(text).not.toMatch(/the-token|csrPem|CHAIN|PRIVATE KEY/);
  });
});

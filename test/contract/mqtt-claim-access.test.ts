import { describe, expect, test } from 'vitest';
import { answersOf, EUID, ROOT, useClaims } from '../support/tls-claims.ts';
import { waitFor } from '../support/wait-for.ts';

const OTHER = '0198c0de-0000-7000-8000-000000000002';

const claims = useClaims();

describe('what a claim session may hear', () => {
  test.each([
    [`${ROOT}/csr/accepted`, 1, 'granted'],
    [`${ROOT}/csr/rejected`, 1, 'granted'],
    [`${ROOT}/register/accepted`, 1, 'granted'],
    [`${ROOT}/register/rejected`, 1, 'granted'],
    [`${ROOT}/#`, 1, 'granted'],
    [`${ROOT}/#`, 2, 'denied'],
    ['#', 1, 'denied'],
    ['$SYS/#', 1, 'denied'],
    ['gw/v1/prov/#', 1, 'denied'],
    ['gw/v1/prov/+/csr/accepted', 1, 'denied'],
    [`${ROOT}/+/accepted`, 1, 'denied'],
    [`${ROOT}/csr/req`, 1, 'denied'],
    [`gw/v1/prov/${OTHER}/#`, 1, 'denied'],
    [`gw/v1/${EUID}/cmd/+/req`, 1, 'denied'],
    [`gw/v1/${EUID}/#`, 1, 'denied'],
    [`$share/x/${ROOT}/#`, 1, 'denied'],
  ] as const)('%s with QoS %i is %s', async (filter, qos, expected) => {
    const device = await claims.enter();
    const before = claims.bench.counted('frames_denied', 'subscribe');
    const answer = await device.subscribe(filter, qos).then(
      () => 'granted',
      () => 'denied',
    );
    expect(answer).toBe(expected);
    const denied = claims.bench.counted('frames_denied', 'subscribe') - before;
    expect(denied).toBe(expected === 'denied' ? 1 : 0);
    expect(device.isClosed()).toBe(false);
  });
});

describe('what a claim session may say', () => {
  test.each([
    ['a device topic', `gw/v1/${EUID}/state/zones`, {}],
    ['the status of a device', `gw/v1/${EUID}/status`, { retain: true }],
    ['a rotation of a device', `gw/v1/${EUID}/cert/csr/req`, {}],
    ['a request of another claim', `gw/v1/prov/${OTHER}/csr/req`, {}],
    ['an answer to itself', `${ROOT}/csr/accepted`, {}],
    ['a topic below its own', `${ROOT}/csr/req/more`, {}],
    ['its request with QoS 0', `${ROOT}/csr/req`, { qos: 0 }],
    ['its request with QoS 2', `${ROOT}/csr/req`, { qos: 2 }],
    ['its request, retained', `${ROOT}/csr/req`, { retain: true }],
  ] as const)('is not %s: denied, counted, and the link stays', async (_what, topic, how) => {
    const device = await claims.enterAndListen();
    const before = claims.bench.counted('frames_denied');
    await device.publish(topic, { csrPem: 'CSR' }, how);
    await waitFor(
      () => claims.bench.counted('frames_denied') === before + 1,
      'the denial to count',
    );
    await device.publish(`${ROOT}/csr/req`, {});
    expect(claims.desk.calls.map(({ call }) => call)).toEqual(['enter', 'sign']);
    expect(answersOf(device)).toHaveLength(1);
    expect(device.isClosed()).toBe(false);
    expect(claims.bench.recorded).toEqual([]);
  });

  test('is not a request over the size', async () => {
    const device = await claims.enterAndListen();
    await device.publish(`${ROOT}/csr/req`, { csrPem: 'x'.repeat(8_200) });
    expect(claims.bench.counted('frames_denied', 'too_large')).toBe(1);
    expect(claims.desk.calls).toHaveLength(1);
  });
});

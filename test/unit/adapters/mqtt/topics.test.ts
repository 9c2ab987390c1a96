import { describe, expect, test } from 'vitest';
import { isEuid, parseClaimTopic, parseTopic } from '../../../../src/adapters/mqtt/topics.ts';
import type { DeviceIdentity } from '../../../../src/domain/device.ts';

const EUID = '001e5e0902ba5d84' as DeviceIdentity;
const TX = '01890000-0000-7000-8000-000000000001';

describe('a topic of a device', () => {
  test.each([
    ['status', { kind: 'status' }],
    ['describe', { kind: 'describe' }],
    ['state/zones', { kind: 'state', name: 'zones' }],
    ['telemetry/energy', { kind: 'telemetry', name: 'energy' }],
    ['event/local_override', { kind: 'event', name: 'local_override' }],
    [`cmd/${TX}/res`, { kind: 'answer', transactionId: TX }],
    ['cert/csr/req', { kind: 'csr' }],
  ])('%s is read', (path, expected) => {
    expect(parseTopic(EUID, `gw/v1/${EUID}/${path}`)).toEqual(expected);
  });

  test.each([
    `gw/v1/${EUID}`,
    `gw/v1/${EUID}/`,
    `gw/v1/${EUID}/status/`,
    `gw/v1/${EUID}/status/x`,
    `gw/v1/${EUID}/state`,
    `gw/v1/${EUID}/state/`,
    `gw/v1/${EUID}/state/zones/`,
    `gw/v1/${EUID}/state/zones/x`,
    `gw/v1/${EUID}/state/Zones`,
    `gw/v1/${EUID}/state/__proto__`,
    `gw/v1/${EUID}/state/${'a'.repeat(33)}`,
    `gw/v1/${EUID}/cmd/${TX}/req`,
    `gw/v1/${EUID}/cmd/${TX}/res/`,
    `gw/v1/${EUID}/cmd/${TX.toUpperCase().replace('0189', 'ABCD')}/res`,
    `gw/v1/${EUID}/cmd/1/res`,
    `gw/v1/${EUID}/constructor`,
    `gw/v1/${EUID}/cert/csr`,
    `gw/v1/${EUID}/cert/csr/accepted`,
    `gw/v1/${EUID}/cert/csr/req/`,
    `gw/v1/${EUID}/cert/csr/req/x`,
    `gw/v1/prov/${TX}/csr/req`,
    `gw/v1/001e5e0902ba5d85/status`,
    `gw/v2/${EUID}/status`,
    `/gw/v1/${EUID}/status`,
    '',
  ])('%j is not its own', (topic) => {
    expect(parseTopic(EUID, topic)).toBeNull();
  });
});

describe('a topic of a claim', () => {
  test.each([
    [`gw/v1/prov/${TX}/csr/req`, 'csr'],
    [`gw/v1/prov/${TX}/register/req`, 'register'],
    [`gw/v1/prov/${TX}/csr/accepted`, null],
    [`gw/v1/prov/${TX}/csr/req/`, null],
    [`gw/v1/prov/${TX}/other/req`, null],
    [`gw/v1/prov/${TX.replace('1890', '1891')}/csr/req`, null],
    [`gw/v1/${EUID}/cert/csr/req`, null],
    ['', null],
  ])('%j is read as %j', (topic, expected) => {
    expect(parseClaimTopic(TX, topic)).toBe(expected);
  });
});

describe('an EUID on the wire', () => {
  test.each([
    ['001e5e0902ba5d84', true],
    ['001E5E0902BA5D84', false],
    ['00:1e:5e:09:02:ba:5d:84', false],
    ['001e5e0902ba5d8', false],
    ['001e5e0902ba5d844', false],
    ['001e5e0902ba5d84\n', false],
    ['001e5e0902ba5d8\0', false],
    ['$01e5e0902ba5d84', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isEuid(text)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from '../../../src/gateway/report/private-address.ts';

const PRIVATE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::ffff:0:0',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b::',
  '64:ff9b:1::1',
  '2001:db8::1',
  '2001:0:1::1',
  '2002:a00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'localhost',
  '',
];

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.167.1.1',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '64:ff9b::8.8.8.8',
  '64:ff9b::808:808',
  '2606:4700::1111',
  '2a00:1450:4009::1',
];

describe('an address', () => {
  it.each(PRIVATE)('is private: %j', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(PUBLIC)('is public: %j', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { makeSourceReader } from '../../../../src/adapters/ocpp/door/source-address.ts';

describe('the source of a request', () => {
  it.each<[string, readonly string[], string | undefined, string | undefined, string]>([
    ['its peer', [], '198.51.100.7', undefined, '198.51.100.7'],
    ['its peer, whatever a stranger writes', [], '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['unknown of a socket that is gone', [], undefined, '203.0.113.9', 'unknown'],
    ['one address in two forms', [], '::ffff:198.51.100.7', undefined, '198.51.100.7'],
    ['what our proxy names', ['10.0.0.5'], '10.0.0.5', '203.0.113.9', '203.0.113.9'],
    [
      'what our proxy names, in a network',
      ['10.0.0.0/8'],
      '::ffff:10.1.2.3',
      '2001:db8::1',
      '2001:db8::1',
    ],
    ['not what stands before it', ['10.0.0.5'], '10.0.0.5', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
    ['behind two of ours', ['10.0.0.0/8'], '10.0.0.5', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['the proxy itself when it names none', ['10.0.0.5'], '10.0.0.5', undefined, '10.0.0.5'],
    ['the proxy itself when it names nonsense', ['10.0.0.5'], '10.0.0.5', 'x', '10.0.0.5'],
    ['of IPv6 networks', ['fd00::/8'], 'fd00::7', '203.0.113.9', '203.0.113.9'],
  ])('is %s', (_what, proxies, peer, forwarded, source) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    expect(makeSourceReader(proxies)({ peer, headers })).toBe(source);
  });
});

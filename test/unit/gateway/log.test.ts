import { describe, expect, it } from 'vitest';
import { makeLog } from '../../../src/gateway/log.ts';
import { makeGatewayMetrics } from '../../../src/gateway/metrics.ts';

function capture(level = 'info') {
  const lines: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { log: makeLog({ level, node: 'n1' }, stream), lines };
}

describe('the log', () => {
  it('writes one JSON line with the fields of the child', () => {
    const { log, lines } = capture();
    log.child({ transactionId: 'tx-1' }).info({ attempt: 1, durationMs: 5 }, 'sent');
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        node: 'n1',
        transactionId: 'tx-1',
        attempt: 1,
        durationMs: 5,
        message: 'sent',
      }),
    ]);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = capture('warn');
    log.info({}, 'no');
    log.warn({}, 'yes');
    expect(lines).toHaveLength(1);
  });

  it.each([
    ['a header', { headers: { authorization: 'JWT abc-secret' } }],
    ['a password deep inside', { a: { b: { c: { password: 'abc-secret' } } } }],
    ['a list', { list: [{ refreshToken: 'abc-secret' }] }],
    ['an error', { err: Object.assign(new Error('x'), { apiKey: 'abc-secret' }) }],
    ['a cause', { err: new Error('x', { cause: { secret: 'abc-secret' } }) }],
    ['a token in a text', { text: 'got eyJhbGciOiJFUzI1NiJ9.abc-secret.sig' }],
    ['an API key in a text', { text: 'jg_aaaaaaaaaaaaaaaaaaaa-abc-secret' }],
    ['an address with a password', { url: 'redis://user:abc-secret@host:6379' }],
    [
      'a private key',
      { pem: '-----BEGIN PRIVATE KEY-----\nabc-secret\n-----END PRIVATE KEY-----' },
    ],
    ['an id tag', { idTag: 'abc-secret' }],
  ])('never shows %s', (_name, fields) => {
    const { log, lines } = capture();
    log.info(fields, 'event');
    log.child(fields).info({}, 'event');
    expect(JSON.stringify(lines)).not.toContain('abc-secret');
    expect(JSON.stringify(lines)).toContain('[redacted]');
  });

  it('shows an error with its message, code and cause', () => {
    const { log, lines } = capture();
    const err = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'E1' });
    log.error({ err }, 'failed');
    expect(lines[0]?.['err']).toMatchObject({
      type: 'Error',
      message: 'outer',
      code: 'E1',
      cause: { message: 'inner' },
    });
  });

  it('is not led astray by a name that is special', () => {
    const { log, lines } = capture();
    log.info({ told: JSON.parse('{"__proto__":{"token":"abc-secret"},"rev":1}') }, 'event');
    expect(lines[0]?.['told']).toEqual({ rev: 1 });
  });

  it('copes with circles, bytes and big numbers', () => {
    const { log, lines } = capture();
    const circle: Record<string, unknown> = { bytes: new Uint8Array(3), big: 10n };
    circle['self'] = circle;
    log.info({ circle }, 'event');
    expect(lines[0]?.['circle']).toEqual({ bytes: '[3 bytes]', big: '10', self: '[...]' });
  });
});

describe('the metrics', () => {
  it('count, time and ask gauges, and drop labels that are not in the closed set', async () => {
    const metrics = makeGatewayMetrics();
    metrics.count('transactions_accepted', { kind: 'boost', deviceId: 'd-1' });
    metrics.count('transactions_accepted', { kind: 'boost' }, 2);
    metrics.observeSeconds('accept_to_sent', 0.004, { kind: 'boost' });
    metrics.addGauge({ name: 'device_connections', help: 'Held.', read: async () => 7 });
    const text = await metrics.render();
    expect(text).toContain('joulegate_transactions_accepted_total{kind="boost"} 3');
    expect(text).toContain('joulegate_accept_to_sent_seconds_count{kind="boost"} 1');
    expect(text).toContain('joulegate_device_connections 7');
    expect(text).toContain('joulegate_process_cpu_seconds_total');
    expect(text).not.toContain('d-1');
  });
});

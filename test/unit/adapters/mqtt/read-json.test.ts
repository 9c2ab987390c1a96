import { describe, expect, test } from 'vitest';
import { readJson } from '../../../../src/adapters/mqtt/inbound/read-json.ts';

const read = (text: string) => readJson(Buffer.from(text));
const nest = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('JSON from a device', () => {
  test('is read when it is plain', () => {
    expect(read('{"a":[1,null,"x",{"b":-0.5}]}')).toEqual({
      kind: 'read',
      value: { a: [1, null, 'x', { b: -0.5 }] },
    });
  });

  test.each([
    ['nothing', '', 'not_json'],
    ['half of it', '{"a":', 'not_json'],
    ['NaN', '{"a":NaN}', 'not_json'],
    ['a number that is read as infinite', '{"a":[1e999]}', 'not_finite'],
    ['a number beyond exactness', '{"a":{"b":-9007199254740993}}', 'not_finite'],
    ['deep nesting', nest(14), 'too_deep'],
    ['nesting that would break a recursion', nest(15_000), 'too_deep'],
  ])('is refused for %s', (_what, text, reason) => {
    expect(read(text)).toEqual({ kind: 'fault', reason });
  });

  test('is refused when it is not UTF-8', () => {
    const payload = Buffer.from([0x22, 0xff, 0xfe, 0x22]);
    expect(readJson(payload)).toEqual({ kind: 'fault', reason: 'not_json' });
  });
});

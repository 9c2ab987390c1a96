import { Kind, parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  DateTime,
  Decimal,
  GenericScalar,
  scalars,
  Time,
} from '../../../src/gateway/graphql/scalars.ts';

describe('DateTime', () => {
  it('writes microseconds and a numeric offset', () => {
    const atMs = Date.parse('2024-12-01T10:04:54.955Z');
    expect(DateTime.serialize(atMs)).toBe('2024-12-01T10:04:54.955000+00:00');
    expect(DateTime.serialize(0)).toBe('1970-01-01T00:00:00.000000+00:00');
  });

  it.each([
    ['2024-12-01T10:04:54.955000+00:00', '2024-12-01T10:04:54.955Z'],
    ['2024-12-01T10:04:54Z', '2024-12-01T10:04:54.000Z'],
    ['2024-12-01T11:04:54+01:00', '2024-12-01T10:04:54.000Z'],
    ['2024-12-01T11:04:54+0100', '2024-12-01T10:04:54.000Z'],
    ['2024-12-01T10:04Z', '2024-12-01T10:04:00.000Z'],
    ['2024-12-01T10:04:54.9Z', '2024-12-01T10:04:54.900Z'],
  ])('reads %s', (text, instant) => {
    expect(DateTime.parseValue(text)).toBe(Date.parse(instant));
    expect(DateTime.parseLiteral({ kind: Kind.STRING, value: text })).toBe(Date.parse(instant));
  });

  it.each(['2026-11-23 23:00', '2026-11-23T23:00', '2026-11-23 23:00Z', '2026-11-23T23:00:00.5'])(
    'refuses %s, which is no one moment, and says what it takes',
    (value) => {
      const words = /offset or Z, for example "2026-11-23T23:00:00\+00:00"/;
      expect(() => DateTime.parseValue(value)).toThrow(words);
    },
  );

  it.each(['', 'tomorrow', '2024-02-31T10:00:00Z', '2024-12-01', '2024-12-01T25:00:00Z', 5, null])(
    'refuses %s',
    (value) => {
      expect(() => DateTime.parseValue(value)).toThrow(/DateTime cannot represent/);
    },
  );
});

describe('Time', () => {
  it.each([
    ['07:30', '07:30:00'],
    ['07:30:15', '07:30:15'],
    ['23:59:59.5', '23:59:59'],
  ])('reads %s and writes %s', (text, written) => {
    expect(Time.parseValue(text)).toBe(written);
    expect(Time.serialize(text)).toBe(written);
  });

  it.each(['7:30', '24:00', '12:60', '', 730, null])('refuses %s', (value) => {
    expect(() => Time.parseValue(value)).toThrow(/Time cannot represent/);
  });
});

describe('Decimal', () => {
  it.each([
    [48, '48'],
    [3.4, '3.4'],
    [-0.5, '-0.5'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
  ])('writes %s as the text %s', (number, text) => {
    expect(Decimal.serialize(number)).toBe(text);
  });

  it.each([
    [80, 80],
    ['80', 80],
    [69.5, 69.5],
    ['21.5', 21.5],
    [' 21.5 ', 21.5],
    ['+1e2', 100],
    ['.5', 0.5],
  ])('reads %s', (given, number) => {
    expect(Decimal.parseValue(given)).toBe(number);
  });

  it.each(['21.5', '"21.5"', '21'])('reads the literal %s', (source) => {
    expect(Decimal.parseLiteral(parseValue(source))).toBe(Number(source.replaceAll('"', '')));
  });

  it.each(['NaN', 'Infinity', '-Infinity', '1e999', '', 'twenty', '0x10', true, null, {}, [1]])(
    'refuses %s',
    (value) => {
      expect(() => Decimal.parseValue(value)).toThrow(/Decimal cannot represent/);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the number %s', (value) => {
    expect(() => Decimal.parseValue(value)).toThrow(/Decimal cannot represent/);
  });

  it.each(['true', 'AUTO', '{a: 1}', '[1]'])('refuses the literal %s', (source) => {
    expect(() => Decimal.parseLiteral(parseValue(source))).toThrow(/cannot represent/);
  });
});

describe('a literal that is refused', () => {
  it.each([
    ['DateTime', '"foo"', /DateTime cannot represent value: "foo"; .* for example/],
    ['DateTime', '5', /DateTime cannot represent value: 5;/],
    ['Time', '"7"', /Time cannot represent value: "7"; .* for example "07:30"/],
    ['Decimal', 'AUTO', /^Decimal cannot represent value: AUTO; .* for example 21.5/],
    ['FloatSafeDecimal', 'true', /^FloatSafeDecimal cannot represent value: true;/],
    ['NormalizedDecimal', '"x"', /^NormalizedDecimal cannot represent value: "x";/],
  ] as const)(
    'as %s by %s names its scalar, its place and what is allowed',
    (name, text, words) => {
      const node = parseValue(text);
      const read = () => scalars[name].parseLiteral(node);
      expect(read).toThrow(words);
      expect(read).toThrow(expect.objectContaining({ locations: [{ line: 1, column: 1 }] }));
    },
  );
});

describe('GenericScalar', () => {
  it('passes any JSON value through', () => {
    const value = { a: [1, 'two', null, { b: false }] };
    expect(GenericScalar.serialize(value)).toEqual(value);
    expect(GenericScalar.parseLiteral(parseValue('{a: [1, "two"]}'))).toEqual({ a: [1, 'two'] });
  });
});

import { describe, expect, it } from 'vitest';
import {
  findLeniency,
  leniencyTable,
  type Repair,
} from '../../../../../src/adapters/ocpp/validation/leniency.ts';
import { makeMessageSchemas } from '../../../../../src/adapters/ocpp/validation/message-schemas.ts';
import { repair } from '../../../../../src/adapters/ocpp/validation/repair.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const schemas = makeMessageSchemas();
const start = { connectorId: 1, idTag: 'tag', meterStart: 5, timestamp: '2026-11-23T12:00:00Z' };
const words = { Dead: 'Faulted', Hz: null };

/** Repairs until it is sound or nothing helps, and gives what was done. */
function repairAll(payload: object, repairs: readonly Repair[], action = 'StartTransaction') {
  const isValid = schemas('ocpp1.6', action, 'request');
  const done: (Repair | null)[] = [];
  while (isValid && !isValid(payload) && done.at(-1) !== null && done.length < 9) {
    const [error] = isValid.errors ?? [];
    done.push(error ? repair(payload, error, { leniency: { repairs, words }, nowMs: NOW }) : null);
  }
  return done;
}

describe('each deviation is put right by its own repair, and by no other', () => {
  const { timestamp: _, ...timeless } = start;
  it.each<[Repair, object, object]>([
    ['extra_field', { ...start, more: 1 }, start],
    ['number_as_text', { ...start, meterStart: ' 5 ' }, start],
    ['text_as_number', { ...start, idTag: 77 }, { ...start, idTag: '77' }],
    ['fraction', { ...start, meterStart: 5.4 }, start],
    ['long_text', { ...start, idTag: 'ü'.repeat(30) }, { ...start, idTag: 'ü'.repeat(20) }],
    ['missing_time', timeless, { ...start, timestamp: new Date(NOW).toISOString() }],
    ['time_form', { ...start, timestamp: '2026-11-23 12:00:00' }, start],
    ['empty_field', { ...start, reservationId: null }, start],
  ])('%s', (kind, payload, expected) => {
    const others = leniencyKinds.filter((other) => other !== kind);
    expect(repairAll(structuredClone(payload), others)).toEqual([null]);
    expect(repairAll(payload, [kind])).toEqual([kind]);
    expect(payload).toEqual(expected);
  });

  const status = { connectorId: 1, errorCode: 'NoError', status: 'Faulted' };
  it.each<[Repair, string]>([
    ['word_case', 'fAULTED'],
    ['word', 'Dead'],
  ])('%s', (kind, word) => {
    const payload = { ...status, status: word };
    expect(repairAll(payload, [kind], 'StatusNotification')).toEqual([kind]);
    expect(payload).toEqual(status);
  });

  it('several, one after the other', () => {
    const payload = { ...start, more: 1, meterStart: '5', evenMore: 2 };
    const done = repairAll(payload, ['extra_field', 'number_as_text']);
    expect(done.toSorted()).toEqual(['extra_field', 'extra_field', 'number_as_text']);
    expect(payload).toEqual(start);
  });

  it('deep inside, and a word that stands for nothing', () => {
    const sampledValue = [{ value: '50', unit: 'Hz', measurand: 'Frequency' }];
    const payload = { connectorId: 1, meterValue: [{ timestamp: start.timestamp, sampledValue }] };
    expect(repairAll(payload, ['word'], 'MeterValues')).toEqual(['word']);
    expect(sampledValue).toEqual([{ value: '50', measurand: 'Frequency' }]);
  });
});

describe('nothing is invented', () => {
  it.each<[string, object]>([
    ['a text that is no number', { ...start, meterStart: 'five' }],
    ['a time that is none', { ...start, timestamp: 'yesterday' }],
    ['a required field', { connectorId: 1 }],
    ['an object for a number', { ...start, meterStart: {} }],
  ])('%s', (_what, payload) => {
    const before = structuredClone(payload);
    expect(repairAll(payload, leniencyKinds).at(-1)).toBeNull();
    expect(payload).toMatchObject(before);
  });
});

describe('the table', () => {
  it('says for each row where it was seen', () => {
    for (const { evidence, repairs } of leniencyTable) {
      expect(evidence).toMatch(/#\d+/);
      expect(repairs.length).toBeGreaterThan(0);
    }
  });

  it('adds up the rows that name a model', () => {
    const rows = [
      { make: /^A/, model: /./, repairs: ['fraction'] as const, evidence: 'a#1' },
      { make: /./, model: /^B/, repairs: ['word'] as const, words: { x: 'y' }, evidence: 'b#2' },
    ];
    expect(findLeniency({ make: 'A', model: 'B' }, rows)).toEqual({
      repairs: ['fraction', 'word'],
      words: { x: 'y' },
    });
    expect(findLeniency({ make: 'C', model: 'C' }, rows)).toBeNull();
    expect(findLeniency(null, rows)).toBeNull();
  });
});

const leniencyKinds: readonly Repair[] = [
  'extra_field',
  'number_as_text',
  'text_as_number',
  'fraction',
  'long_text',
  'word_case',
  'missing_time',
  'time_form',
  'empty_field',
  'word',
];

import { describe, expect, it } from 'vitest';
import {
  toPlausibleTimeMs,
  toPlausibleWh,
} from '../../../../../src/adapters/ocpp/sessions/plausible.ts';

const nowMs = Date.parse('2026-11-23T10:00:00Z');
const day = 86_400_000;

describe("a charger's time", () => {
  it.each([
    ['of now', nowMs, nowMs],
    ['from a queue of three weeks', nowMs - 21 * day, nowMs - 21 * day],
    ['a little ahead', nowMs + 60_000, nowMs + 60_000],
    ['of a clock that was never set', Date.parse('1970-01-01T00:00:30Z'), nowMs],
    ['of the year after next', nowMs + 700 * day, nowMs],
    ['that cannot be read', Number.NaN, nowMs],
  ])('%s', (_what, toldMs, takenMs) => {
    expect(toPlausibleTimeMs(toldMs, nowMs)).toBe(takenMs);
  });
});

describe('a register reading', () => {
  it.each([
    ['as it is', 1_000, 900, 1_000],
    ['at 0', 0, 900, 0],
    ['below 0', -5, 900, 900],
    ['below 0, the first one', -5, null, 0],
    ['beyond any meter', 1e12, 900, 900],
  ])('%s', (_what, told, last, taken) => {
    expect(toPlausibleWh(told, last)).toBe(taken);
  });
});

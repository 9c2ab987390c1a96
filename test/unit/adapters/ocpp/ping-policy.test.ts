import { expect, it } from 'vitest';
import { mayPing, pinglessTable } from '../../../../src/adapters/ocpp/ping-policy.ts';

it.each([
  ['EN+', 'AC7000-AE-25', false],
  ['EN-Plustech', 'AC7000', false],
  ['Alfen', 'Eve', true],
])('%s %s may be pinged: %s', (make, model, may) => {
  expect(mayPing({ make, model })).toBe(may);
});

it('one that is not known yet may be pinged', () => {
  expect(mayPing(null)).toBe(true);
});

it('says for each row where it was seen', () => {
  for (const { evidence } of pinglessTable) expect(evidence).toMatch(/#\d+/);
});

import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { type LiveRow, toLiveText } from '../../src/cli/live-table.ts';

const longest: LiveRow = {
  title: 'cancel of the boost',
  status: 'ACKNOWLEDGED',
  painted: 'ACKNOWLEDGED',
  id: '01a20979-1bcd-750d-be37-75383de63b99',
  why: 'wanted {"mode":"ON","setpointC":21.5}, the device shows {"mode":"AUTO","setpointC":20}',
};

it.each([40, 52, 80, 100, 119, 120, 160])('fits a terminal of %i columns', (columns) => {
  const lines = stripVTControlCharacters(toLiveText([longest], columns)).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
});

it('shows the id only beside a readable proof', () => {
  expect(toLiveText([longest], 119)).not.toContain(longest.id);
  expect(toLiveText([longest], 120)).toContain(longest.id);
});

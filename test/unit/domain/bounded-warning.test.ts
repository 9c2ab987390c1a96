import { expect, test } from 'vitest';
import { makeBoundedWarning, makeWarningBySource } from '../../../src/domain/bounded-warning.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
import { makeMemoryLog } from '../../support/memory-log.ts';

test('a bounded warning writes ten lines a minute, and later how many it left out', () => {
  const clock = makeFakeClock();
  const log = makeMemoryLog();
  const warn = makeBoundedWarning({ clock, log }, 'Something failed');
  for (let count = 0; count < 25; count += 1) warn({ count });
  expect(log.lines).toHaveLength(10);
  clock.advance(59_999);
  warn({});
  expect(log.lines).toHaveLength(10);
  clock.advance(1);
  warn({ count: 26 });
  warn({ count: 27 });
  expect(log.lines.slice(10).map(({ fields }) => fields)).toEqual([
    { count: 26, leftOut: 16 },
    { count: 27 },
  ]);
});

test('a warning by source writes five lines a minute of each, and sixty in all', () => {
  const clock = makeFakeClock();
  const log = makeMemoryLog();
  const warn = makeWarningBySource({ clock, log }, 'Somebody was refused');
  for (let count = 0; count < 7; count += 1) warn('loud', { count });
  warn('quiet', { count: 0 });
  expect(log.lines.map(({ fields }) => Object(fields).source)).toEqual([
    ...Array.from({ length: 5 }, () => 'loud'),
    'quiet',
  ]);
  for (let index = 0; index < 100; index += 1) warn(`one of many ${index}`, {});
  expect(log.lines).toHaveLength(60);
  clock.advance(60_000);
  warn('loud', { count: 8 });
  expect(log.lines.at(-1)?.fields).toEqual({
    source: 'loud',
    count: 8,
    leftOut: 2,
    leftOutOfAll: 46,
  });
});

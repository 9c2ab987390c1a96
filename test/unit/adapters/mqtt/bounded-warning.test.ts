import { expect, test } from 'vitest';
import { makeBoundedWarning } from '../../../../src/adapters/mqtt/bounded-warning.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';
import { makeMemoryLog } from '../../../support/memory-log.ts';

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

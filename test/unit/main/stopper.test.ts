import { expect, it } from 'vitest';
import { makeStopper, stopBudgetMs } from '../../../src/main/stopper.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
import { makeMemoryLog } from '../../support/memory-log.ts';

function arrange() {
  const clock = makeFakeClock();
  const log = makeMemoryLog();
  const stopped: string[] = [];
  const note = (name: string) => () => void stopped.push(name);
  return { clock, log, stopped, note, stopper: makeStopper(clock) };
}

it('stops in reverse order, also after a part that fails', async () => {
  const { clock, log, stopped, note, stopper } = arrange();
  stopper.add('first', note('first'));
  stopper.add('second', () => Promise.reject(new Error('no')));
  stopper.add('third', note('third'));
  await stopper.stop(log);
  expect(stopped).toEqual(['third', 'first']);
  expect(clock.pendingCount).toBe(0);
});

it('goes on to the last part when one never stops, and says which', async () => {
  const { clock, log, stopped, note, stopper } = arrange();
  stopper.addOwed('redis', note('redis'));
  stopper.add('link', note('link'));
  stopper.add('stuck', () => new Promise(() => undefined));
  const all = stopper.stop(log);
  expect(stopped).toEqual([]);
  clock.advance(stopBudgetMs);
  await all;
  expect(stopped).toEqual(['link', 'redis']);
  expect(log.lines.map(({ fields }) => fields)).toEqual([{ part: 'stuck' }]);
});

it('waits for what is owed, however late it is', async () => {
  const { clock, log, stopped, note, stopper } = arrange();
  const { promise, resolve } = Promise.withResolvers<void>();
  stopper.addOwed('redis', () => promise.then(note('redis')));
  stopper.add('stuck', () => new Promise(() => undefined));
  const all = stopper.stop(log);
  clock.advance(stopBudgetMs);
  resolve();
  await all;
  expect(stopped).toEqual(['redis']);
});

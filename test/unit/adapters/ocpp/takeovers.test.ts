import { beforeEach, describe, expect, it } from 'vitest';
import { makeTakeovers, type Takeovers } from '../../../../src/adapters/ocpp/takeovers.ts';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock.ts';
import { makeCharger } from '../../../support/ocpp/fake-ports.ts';

const charger = makeCharger('cp-1');
let clock: FakeClock;
let takeovers: Takeovers;
beforeEach(() => {
  clock = makeFakeClock();
  takeovers = makeTakeovers(clock);
});

/** A newcomer while the held link has just spoken. */
const take = (device = charger) => takeovers.mayTake(device, clock.nowMs());

describe('two live sockets of one charger', () => {
  it('may take over from each other five times a minute', () => {
    expect(Array.from({ length: 7 }, () => take())).toEqual([
      ...Array.from({ length: 5 }, () => true),
      false,
      false,
    ]);
    clock.advance(60_000);
    expect(take()).toBe(true);
  });

  it('count for themselves alone', () => {
    for (let index = 0; index < 6; index += 1) take();
    expect(take(makeCharger('cp-2'))).toBe(true);
  });
});

it.each([
  ['no link is held', () => null],
  ['the held link fell silent', () => clock.nowMs() - 5_001],
])('lets anybody in while %s, and counts it not', (_what, heardAtMs) => {
  for (let index = 0; index < 9; index += 1) {
    expect(takeovers.mayTake(charger, heardAtMs())).toBe(true);
  }
  expect(take()).toBe(true);
});

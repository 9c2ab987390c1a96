import { beforeEach, describe, expect, it } from 'vitest';
import { Liveness } from '../../../../src/adapters/ocpp/liveness.ts';
import { defaultTimes } from '../../../../src/adapters/ocpp/settings.ts';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock.ts';

let clock: FakeClock;
let liveness: Liveness;
let log: string[];
/** What the charger does with a ping and with a CALL. */
let onPing: () => void;
let onCall: () => void;
let pingsAreOff: boolean;

beforeEach(() => {
  clock = makeFakeClock();
  log = [];
  pingsAreOff = false;
  onPing = () => undefined;
  onCall = () => undefined;
  liveness = new Liveness({
    clock,
    times: defaultTimes,
    ping: () => {
      log.push('ping');
      onPing();
    },
    mayPing: () => pingsAreOff === false,
    probe: async (onSent) => {
      log.push('call');
      onSent();
      onCall();
    },
    onDead: (why) => log.push(`dead: ${why}`),
  });
});

/** Moves on second by second, with a frame each `everyS` seconds. */
function pass(seconds: number, everyS = Number.POSITIVE_INFINITY): void {
  for (let second = 1; second <= seconds; second += 1) {
    clock.advance(1_000);
    if (second % everyS === 0) liveness.onFrame();
  }
}

describe('a link', () => {
  it('is not probed while frames come in', () => {
    pass(600, 20);
    expect(log).toEqual([]);
  });

  it('is pinged in silence, then called, then dead', () => {
    pass(29);
    expect(log).toEqual([]);
    pass(1);
    expect(log).toEqual(['ping']);
    pass(10);
    expect(log).toEqual(['ping', 'call']);
    pass(10);
    expect(log).toEqual(['ping', 'call', 'dead: no answer to a probe']);
  });

  it('is dead ten seconds after a ping when it used to pong', () => {
    onPing = () => liveness.onPong();
    pass(30);
    onPing = () => undefined;
    pass(40);
    expect(log).toEqual(['ping', 'ping', 'dead: no answer to a probe']);
  });

  it('lives on answered calls when it never pongs', () => {
    onCall = () => liveness.onFrame();
    pass(600);
    expect(log.some((line) => line.startsWith('dead'))).toBe(false);
    expect(log.filter((line) => line === 'call').length).toBeGreaterThan(5);
  });

  it('is never pinged where its model dislikes that: a CALL is the only probe', () => {
    pingsAreOff = true;
    onCall = () => liveness.onFrame();
    pass(600);
    expect(new Set(log)).toEqual(new Set(['call']));
    onCall = () => undefined;
    pass(40);
    expect(log.at(-1)).toBe('dead: no answer to a probe');
    expect(log).not.toContain('ping');
  });

  it('is called when it only pongs, and dead without any frame for two minutes', () => {
    onPing = () => liveness.onPong();
    pass(89);
    expect(log).not.toContain('call');
    pass(31);
    expect(log).toContain('call');
    expect(log.at(-1)).toMatch(/^dead/);
  });

  it('leaves no timer behind', () => {
    liveness.stop();
    expect(clock.pendingCount).toBe(0);
  });
});

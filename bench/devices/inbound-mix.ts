import {
  heartbeat,
  type Message,
  meterValues,
  type Sample,
  start,
  status,
  stop,
} from './charger-messages.ts';
import type { RawCharger } from './raw-charger.ts';

/** What the mix came to on one or more chargers. */
export type MixCount = {
  /** Answered within the measured time, by action. */
  answered: Record<string, number>;
  failed: number;
  /** From frame sent to frame answered, ms. */
  readonly latenciesMs: number[];
};

/** When to begin to count and when to stop, by `performance.now()`. */
export type MixTimes = { readonly countFromMs: number; readonly endMs: number };

/** A 7.2 kW session: what the meter of the charger gains, Wh per ms. */
const POWER_W = 7_200;
const WH_PER_MS = POWER_W / 3_600_000;

type Step = 'preparing' | 'start' | 'charging' | 'meter' | 'heartbeat' | 'stop' | 'available';

/**
 * One session in twenty messages: eight samples, six heartbeats, four statuses, a start and a stop.
 * Of a real day more would be heartbeats, which cost the least: this is the harder half.
 */
const LAP: readonly Step[] = [
  ...(['preparing', 'start', 'charging'] as const),
  ...(['meter', 'heartbeat', 'meter', 'meter', 'heartbeat', 'meter'] as const),
  ...(['heartbeat', 'charging', 'meter', 'heartbeat', 'meter', 'meter'] as const),
  ...(['heartbeat', 'meter', 'stop', 'available', 'heartbeat'] as const),
];

/** What every charger says first, wherever in its session it is to go on from. */
const PRELUDE: readonly Step[] = ['preparing', 'start', 'charging', 'meter'];

/** One charger in the middle of its sessions. */
export type MixingCharger = {
  /** Begins a session and jumps to this place of it: chargers of a fleet are not in step. */
  begin(place: number): Promise<void>;
  /** Goes on as fast as one charger may, the next CALL when the last was answered. */
  drive(times: MixTimes, count: MixCount): Promise<void>;
};

/** Makes a connected charger speak the mix. */
export function makeMixingCharger(charger: RawCharger): MixingCharger {
  const session = { id: 0, beganAtMs: performance.now() };
  let next = 0;
  const say = async (step: Step) => {
    const message = toMessage(step, session);
    const frame = await charger.call(message);
    if (step === 'start') session.id = readSessionId(frame);
    return message.action;
  };
  return {
    async begin(place) {
      for (const step of PRELUDE) await say(step);
      next = PRELUDE.length + (place % (LAP.length - PRELUDE.length));
    },
    async drive({ countFromMs, endMs }, count) {
      for (let sentMs = performance.now(); sentMs < endMs; next += 1) {
        const action = await say(LAP[next % LAP.length] as Step).catch(() => null);
        if (action === null) count.failed += 1;
        if (action === null && !charger.isOpen()) return;
        const nowMs = performance.now();
        if (action !== null && sentMs >= countFromMs && nowMs <= endMs) {
          count.answered[action] = (count.answered[action] ?? 0) + 1;
          count.latenciesMs.push(nowMs - sentMs);
        }
        sentMs = nowMs;
      }
    },
  };
}

function toMessage(step: Step, session: { id: number; beganAtMs: number }): Message {
  const at = new Date().toISOString();
  const elapsedMs = performance.now() - session.beganAtMs;
  const energyWh = 1_000 + Math.round(elapsedMs * WH_PER_MS);
  const sample: Sample = { energyWh, powerW: POWER_W, at };
  switch (step) {
    case 'preparing':
      return status('Preparing', at);
    case 'charging':
      return status('Charging', at);
    case 'available':
      return status('Available', at);
    case 'start':
      return start(sample);
    case 'stop':
      return stop(session.id, sample);
    case 'meter':
      return meterValues(session.id, sample);
    case 'heartbeat':
      return heartbeat;
  }
}

function readSessionId(frame: string): number {
  const [, , payload] = JSON.parse(frame) as [3, string, { transactionId: number }];
  return payload.transactionId;
}

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

/**
 * Sends as fast as one charger may, the next CALL when the last was answered. `offset` puts the
 * chargers of a fleet at different places of their sessions.
 */
export async function driveMix(
  charger: RawCharger,
  offset: number,
  { times, count }: { times: MixTimes; count: MixCount },
): Promise<void> {
  const session = { id: 0, beganAtMs: performance.now() };
  for (let warm = 0; warm < offset % LAP.length; warm += 1) await charger.call(heartbeat);
  for (let step = 0; performance.now() < times.endMs; step += 1) {
    const message = toMessage(LAP[step % LAP.length] as Step, session);
    const sentMs = performance.now();
    const frame = await charger.call(message).catch(() => null);
    const nowMs = performance.now();
    if (frame === null) count.failed += 1;
    if (frame === null && !charger.isOpen()) return;
    if (frame !== null && message.action === 'StartTransaction') session.id = readSessionId(frame);
    if (frame !== null && sentMs >= times.countFromMs && nowMs <= times.endMs) {
      count.answered[message.action] = (count.answered[message.action] ?? 0) + 1;
      count.latenciesMs.push(nowMs - sentMs);
    }
  }
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

import type { StormResult } from '../devices/charger-fleet.ts';
import type { MixCount } from '../devices/inbound-mix.ts';
import type { Stage } from '../stage.ts';
import type { Enrolled, System } from '../systems/system.ts';

/** Where chargers connect, and as whom. */
export type ChargerDoor = {
  readonly url: string;
  readonly fleet: readonly Pick<Enrolled, 'identity' | 'secret'>[];
  /** How many come in at a time; all if it is not said. */
  readonly atOnce?: number;
};

/** A process full of raw chargers. */
export type ChargerFleet = {
  /** They connect and boot, each until it is in. */
  storm(door: ChargerDoor): Promise<StormResult>;
  /** Until nothing was asked of any of them for a while; when the last was, ms from the storm. */
  quiet(): Promise<number>;
  /** Everybody begins a session; before the first `mix`. */
  beginSessions(): Promise<void>;
  mix(times: { readonly warmMs: number; readonly forMs: number }): Promise<MixCount>;
  /** Cuts every link without a word. */
  cut(): Promise<void>;
  /** Ends the process. */
  stop(): Promise<void>;
};

const quietForMs = 500;
const quietWithinMs = 60_000;

/** Starts the process; nobody is connected yet. */
export async function startChargerFleet(stage: Stage): Promise<ChargerFleet> {
  const worker = await stage.startWorker(new URL('../devices/charger-fleet.ts', import.meta.url));
  return {
    storm: (door) => worker.ask('storm', door),
    quiet: () => worker.ask('quiet', { forMs: quietForMs, withinMs: quietWithinMs }),
    beginSessions: () => worker.ask('beginSessions'),
    mix: (times) => worker.ask('mix', times),
    cut: () => worker.ask('cut'),
    stop: worker.stop,
  };
}

/** Identities of so many chargers of the bench, none of them known to anybody. */
export function toChargers(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    identity: `CP-BENCH-${String(index).padStart(5, '0')}`,
    secret: 'a-secret-of-twenty-characters',
  }));
}

/** Makes so many chargers known to the product. */
export async function enrolChargers(
  stage: Stage,
  product: System,
  count: number,
): Promise<readonly Enrolled[]> {
  const wanted = toChargers(count).map(({ identity }) => ({ class: 'CHARGER' as const, identity }));
  const bar = stage.progress.bar('product: chargers enrolled', count);
  const enrolled = await product.enrol(wanted, bar.to);
  bar.end();
  return enrolled;
}

/** The bare library's process and where chargers find it. */
export async function startBareOcpp(stage: Stage): Promise<string> {
  const file = new URL('../floor/bare-library.ts', import.meta.url);
  const worker = await stage.startWorker(file, { args: ['ocpp'] });
  return await worker.ask<string>('url');
}

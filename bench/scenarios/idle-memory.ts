import { join } from 'node:path';
import type { BareLibrary } from '../floor/bare-library.ts';
import { type Memory, readMemory, toProbeOption } from '../memory/read-memory.ts';
import type { Scenario, Values } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import type { Enrolled } from '../systems/system.ts';
import { enrolChargers, startChargerFleet } from './charger-site.ts';
import { toEuid } from './renaming.ts';

/**
 * Connected before the first look: with them comes what is loaded with the first connection, which
 * belongs to the process and not to a connection.
 */
const present = 50;
/** Gently: what a storm makes the heap grow to is not what a connection needs. */
const arrivingMax = 32;
const kilobyte = 1_024;

/** A process that can be looked into, and where devices of either protocol find it. */
type Measured = { readonly url: string; readonly probe: string; stop(): Promise<void> };

/** One process for each protocol, or the same for both. */
type Side = Readonly<Record<BareLibrary, Measured>>;

/** Lets some devices come in beside those that are there. */
type Coming = {
  arrive(url: string, devices: readonly Enrolled[]): Promise<void>;
  stop(): Promise<void>;
};

/** Design section 12: what a connection costs that says nothing, over the bare library's. */
export function makeIdleMemory(count: number): Scenario {
  return {
    name: `idle-memory-${count}`,
    about: `memory per idle connection after garbage collection, ${count} connections`,
    baseline: 'floor',
    figures: [
      { name: 'ocpp rss', unit: 'KB', better: 'lower', bar: { of: 'ratio', limit: 1.3 } },
      { name: 'mqtt rss', unit: 'KB', better: 'lower', bar: { of: 'ratio', limit: 1.3 } },
      { name: 'ocpp heap', unit: 'KB', better: 'lower' },
      { name: 'mqtt heap', unit: 'KB', better: 'lower' },
    ],
    rounds: { full: 3, quick: 1 },
    // Slow to settle, and steady: no reason to look at it after each change.
    isQuick: false,
    async prepare(stage) {
      const folder = stage.makeFolder();
      const devices = await enrolAll(stage, folder, count);
      const startFloor = async () => ({
        mqtt: await startBare(stage, 'mqtt'),
        ocpp: await startBare(stage, 'ocpp'),
      });
      return {
        baseline: async () =>
          measureBoth(stage, { side: await startFloor(), devices, isFloor: true }),
        product: async () =>
          measureBoth(stage, { side: await startProbed(stage, folder), devices, isFloor: false }),
      };
    },
  };
}

type Devices = Readonly<Record<BareLibrary, readonly Enrolled[]>>;

/** The controllers stay while the chargers come: leaving would give back what is looked for. */
async function measureBoth(
  stage: Stage,
  { side, devices, isFloor }: { side: Side; devices: Devices; isFloor: boolean },
): Promise<Values> {
  const controllers = await bringControllers(stage, isFloor);
  const mqtt = await measure(side.mqtt, controllers, devices.mqtt);
  const chargers = await bringChargers(stage);
  const ocpp = await measure(side.ocpp, chargers, devices.ocpp);
  for (const one of [controllers, chargers, side.mqtt, side.ocpp]) await one.stop();
  return {
    'ocpp rss': ocpp.rss,
    'mqtt rss': mqtt.rss,
    'ocpp heap': ocpp.heap,
    'mqtt heap': mqtt.heap,
  };
}

/** In a start of its own: what the enrolment leaves in the heap is not a connection's. */
async function enrolAll(stage: Stage, folder: string, count: number) {
  const product = await stage.startProduct({ folder, isProfiled: false });
  const ocpp = await enrolChargers(stage, product, count + present);
  const wanted = Array.from({ length: count + present }, (_, index) => ({
    ...{ class: 'HEAT_PUMP_CONTROLLER' as const, identity: toEuid(index) },
  }));
  const bar = stage.progress.bar('product: controllers enrolled', wanted.length);
  const mqtt = await product.enrol(wanted, bar.to);
  bar.end();
  await product.stop();
  return { ocpp, mqtt };
}

/** What each device costs, KB. */
async function measure(side: Measured, coming: Coming, devices: readonly Enrolled[]) {
  await coming.arrive(side.url, devices.slice(0, present));
  const before = await readMemory(side.probe);
  await coming.arrive(side.url, devices.slice(present));
  const after = await readMemory(side.probe);
  const each = (of: (memory: Memory) => number) =>
    (of(after) - of(before)) / (devices.length - present) / kilobyte;
  return { rss: each(({ rss }) => rss), heap: each(({ heapUsed }) => heapUsed) };
}

async function startBare(stage: Stage, protocol: BareLibrary): Promise<Measured> {
  const probe = join(stage.makeFolder(), 'probe.sock');
  const file = new URL('../floor/bare-library.ts', import.meta.url);
  const options = { args: [protocol], nodeOptions: [toProbeOption(probe)] };
  const { ask, stop } = await stage.startWorker(file, options);
  return { url: await ask<string>('url'), probe, stop };
}

async function startProbed(stage: Stage, folder: string): Promise<Side> {
  const probe = join(stage.makeFolder(), 'probe.sock');
  const nodeOptions = [toProbeOption(probe)];
  const product = await stage.startProduct({ folder, nodeOptions, isProfiled: false });
  const { stop } = product;
  return {
    mqtt: { url: product.mqtt, probe, stop },
    ocpp: { url: product.ocpp, probe, stop },
  };
}

async function bringChargers(stage: Stage): Promise<Coming> {
  const fleet = await startChargerFleet(stage);
  return {
    async arrive(url, devices) {
      await fleet.storm({ url, fleet: devices, atOnce: arrivingMax });
      await fleet.quiet();
    },
    stop: fleet.stop,
  };
}

async function bringControllers(stage: Stage, isFloor: boolean): Promise<Coming> {
  const { ask, stop } = await stage.startWorker(
    new URL('../devices/controllers.ts', import.meta.url),
  );
  return {
    async arrive(url, devices) {
      const controllers = devices.map((device) => ({ ...device, url, showsState: !isFloor }));
      await ask('connect', { controllers });
    },
    stop,
  };
}

/** The size that `--quick` measures as well. */
export const idleMemory1000 = makeIdleMemory(1_000);
/** The size at which what belongs to the process weighs little. */
export const idleMemory5000 = makeIdleMemory(5_000);

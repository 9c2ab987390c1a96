import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import type { WireLogEntry } from '../../simulators/lib/wire-log.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import {
  type HeatPumpOptions,
  startHeatPumps,
} from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { type BareBroker, startBareBroker } from './bare-broker.ts';
import { waitFor } from './wait-for.ts';

/** The heat pump of the bench. */
export const EUID = '001e5e0902ba5d84';

const SPEED = 100;
const SECRET = 'right';

/** Options of a heat pump, with the rules of its fault plan. */
export type BenchOptions = Partial<HeatPumpOptions> & { readonly rules?: readonly object[] };

/** A request as the gateway would send it (mqtt.md). */
export type BenchRequest = { readonly tx: string } & Readonly<Record<string, unknown>>;

/** MQTT simulators on a bare broker, a hundred times faster than life. */
export class SimulatorBench {
  readonly broker: BareBroker;
  #handle: SimulatorHandle | null = null;
  #seq = 1_000;

  constructor(broker: BareBroker) {
    this.broker = broker;
  }

  async heatPump({ rules = [], ...options }: BenchOptions = {}): Promise<SimulatorHandle> {
    this.#handle = await startHeatPumps({
      url: this.broker.url,
      id: EUID,
      secret: SECRET,
      speed: SPEED,
      faults: parseFaultPlan({ seed: 7, faults: rules }, 'test'),
      ...options,
    });
    return this.#handle;
  }

  /** Starts a battery and gives its EUID. */
  async battery(): Promise<string> {
    this.#handle = await startBatteries({ url: this.broker.url, secret: SECRET, speed: SPEED });
    return this.#handle.devices[0]?.id ?? '';
  }

  /** A fresh request with the next `seq`. */
  requestOf(tx: string, kind: string, params: object, more: object = {}): BenchRequest {
    this.#seq += 1;
    const issuedAt = new Date().toISOString();
    const head = { v: 1, tx, seq: this.#seq, epoch: 1, kind, params };
    return { ...head, issuedAt, ttlS: 3_600, attempt: 1, ...more };
  }

  rename(tx: string, displayName: string, more: object = {}): BenchRequest {
    return this.requestOf(tx, 'rename_sensor', { sensorCode: 'SENSOR01', displayName }, more);
  }

  send(tx: string, payload: object | string): Promise<void> {
    return this.broker.request(EUID, tx, payload);
  }

  /** Sends the request once at each link until it has succeeded, as a gateway does. */
  async retry(request: BenchRequest): Promise<void> {
    let askedAt = 0;
    await waitFor(async () => {
      if (this.phases(request.tx).includes('succeeded')) return true;
      const births = this.published('/status').filter(({ s }) => s === 'online').length;
      if (births > askedAt && this.events('link-down') < births) {
        askedAt = births;
        await this.send(request.tx, request);
      }
      return false;
    }, `the answer to ${request.tx}`);
  }

  logOf(): WireLogEntry[] {
    return this.#handle?.log.after(EUID, 0) ?? [];
  }

  /** How often an event of this name is in the wire log. */
  events(name: string): number {
    return this.logOf().filter((entry) => 'event' in entry && entry.event === name).length;
  }

  /** How often a command took effect. */
  executions(tx: string): number {
    return this.executed().filter((id) => id === tx).length;
  }

  /** Ids of the commands that took effect, in order. */
  executed(): string[] {
    return this.logOf().flatMap((entry) =>
      'event' in entry && entry.event === 'execute' && entry.id !== undefined ? [entry.id] : [],
    );
  }

  answersOf(tx: string): Record<string, unknown>[] {
    return this.broker.answers(tx).map((text) => JSON.parse(text));
  }

  /** The phases of the answers, with the code where there is one. */
  phases(tx: string): string[] {
    return this.answersOf(tx).map(({ phase, code }) =>
      code === undefined ? String(phase) : `${phase} ${code}`,
    );
  }

  /** What was published on topics with this end, oldest first. */
  published(suffix: string): Record<string, unknown>[] {
    return this.broker.sights
      .filter(({ what, topic }) => what === 'publish' && topic.endsWith(suffix))
      .map(({ text }) => JSON.parse(text));
  }

  /** SENSOR01 as it was last reported. */
  sensorName(): unknown {
    const state = this.published('/state/sensors').at(-1) as { sensors: { code: string }[] };
    return state.sensors.find(({ code }) => code === 'SENSOR01');
  }

  async close(): Promise<void> {
    await this.#handle?.stop();
    await this.broker.close();
  }
}

/** Opens a bench with its broker; whoever opens it closes it. */
export async function openSimulatorBench(): Promise<SimulatorBench> {
  return new SimulatorBench(await startBareBroker(SECRET));
}

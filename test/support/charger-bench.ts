import { afterEach, beforeEach, expect } from 'vitest';
import {
  type ChargersOptions,
  startChargers,
} from '../../simulators/ocpp-charger/start-chargers.ts';
import { BareCentralSystem } from './bare-central-system.ts';
import { waitFor } from './wait-for.ts';

type Chargers = Awaited<ReturnType<typeof startChargers>>;
type Timing = ConstructorParameters<typeof BareCentralSystem>[0];
type Line = Readonly<Record<string, unknown>>;

/** What a charger's state says, as far as tests look at it. */
export type ChargerState = {
  readonly isConnected: boolean;
  readonly connectorStatus: string;
  readonly session: {
    readonly transactionId: number | null;
    readonly powerW: number;
    readonly limitA: number;
  } | null;
  readonly vehicle: { readonly isPlugged: boolean; readonly socPercent: number };
  readonly profiles: readonly { readonly chargingProfileId: number }[];
  readonly queuedTransactionMessages: number;
};

export const CHARGER_ID = 'CP-SIM-0001';
const SPEED = 20;

/** A simulated charger before a bare central system, both new for each test. */
export class ChargerBench {
  csms = new BareCentralSystem();
  #timing: Timing = {};
  chargers: Chargers | undefined;

  /** Hooks it into the tests of the file that calls this. */
  static use(timing: Timing = {}): ChargerBench {
    const bench = new ChargerBench();
    bench.#timing = timing;
    beforeEach(async () => {
      bench.csms = await new BareCentralSystem(timing).listen();
    });
    afterEach(async () => {
      await bench.chargers?.stop();
      bench.chargers = undefined;
      await bench.csms.close();
      expect(bench.csms.violations, 'messages that the schemas of OCPP refuse').toEqual([]);
    });
    return bench;
  }

  /** A plugged vehicle before a charger that waits for a remote start, at 20 times the speed. */
  async start(options: Partial<ChargersOptions> = {}): Promise<Chargers> {
    const { url } = this.csms;
    this.chargers = await startChargers({ url, speed: SPEED, isPlugged: true, ...options });
    return this.chargers;
  }

  /** Starts a charger and a transaction, waits until power flows and gives the transaction's id. */
  async startCharging(options: Partial<ChargersOptions> = {}): Promise<number> {
    await this.start(options);
    await this.csms.call('ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '1' });
    await this.csms.call('RemoteStartTransaction', { connectorId: 1, idTag: 'joulegate' });
    await waitFor(() => this.csms.metered('Power.Active.Import') > 7_000, 'full power');
    return this.state.session?.transactionId ?? -1;
  }

  get state(): ChargerState {
    return this.chargers?.devices[0]?.state() as ChargerState;
  }

  /** The wire log, oldest first. */
  get log(): Line[] {
    return (this.chargers?.log.after(CHARGER_ID, 0) ?? []) as unknown as Line[];
  }

  /** Lines of the wire log that have these values. */
  lines(wanted: Line): Line[] {
    return this.log.filter((line) =>
      Object.entries(wanted).every(([field, value]) => line[field] === value),
    );
  }

  /** How often the effect of an action was applied. */
  executions(action: string): number {
    return this.lines({ event: 'execute', action }).length;
  }

  /** An act of the owner, which must succeed. */
  async act(action: Parameters<Chargers['devices'][number]['act']>[0], body: Line = {}) {
    expect(await this.chargers?.devices[0]?.act(action, body)).toMatchObject({ ok: true });
  }

  /** A new central system at the same address; `meanwhile` there is none. */
  async replaceCentralSystem(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { port } = this.csms;
    await this.csms.close();
    await meanwhile();
    this.csms = await new BareCentralSystem(this.#timing).listen(port);
  }
}

/** A profile of one limit without end. */
export function makeWireProfile(limit: number, more: object = {}): object {
  return {
    chargingProfileId: 7,
    stackLevel: 1,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
    },
    ...more,
  };
}

import { type EnergySample, powerBetween } from '../energy-sample.ts';
import type { MeterValue, SampledValue } from './actions.ts';

/** What one MeterValues message says, in the energy domain's units. */
export type MeterReading = {
  readonly atMs: number;
  /** `null`: neither measured nor to be derived. */
  readonly powerW: number | null;
  readonly energyWh: number | null;
  readonly socPercent: number | null;
};

/** Assumed where a charger gives currents and no voltage: the European phase voltage, V. */
export const nominalVoltage = 230;

const DEFAULT_MEASURAND = 'Energy.Active.Import.Register';
/** OCPP 1.6 7.30: the default is Outlet; Inlet would count other connectors too. */
const LOCATIONS = [undefined, 'Outlet', 'Cable'];

/**
 * Reads the newest sample of a message (OCPP 1.6 6.31, 7.33 and 7.43). Power is as measured, else
 * current times voltage, else the mean since the register was read before.
 */
export function parseMeterValues(
  meterValues: readonly MeterValue[],
  before: EnergySample | null,
): MeterReading | null {
  const samples = meterValues
    .map((value) => ({ atMs: Date.parse(value.timestamp), all: readable(value.sampledValue) }))
    .filter(({ atMs, all }) => Number.isFinite(atMs) && all.length > 0)
    .sort((a, b) => a.atMs - b.atMs);
  const newest = samples.at(-1);
  if (!newest) return null;
  const { atMs, all } = newest;
  const values = atOutlet(all);
  const energyWh = total(values, DEFAULT_MEASURAND);
  const derived = energyWh === null ? null : powerBetween(before, { energyWh, atMs });
  return {
    atMs,
    powerW: total(values, 'Power.Active.Import') ?? fromCurrents(values) ?? derived,
    energyWh,
    // The vehicle's own, so it is measured at "EV" (OCPP 1.6 7.30).
    socPercent: total(all, 'SoC'),
  };
}

function readable(values: readonly SampledValue[]): readonly SampledValue[] {
  return values.filter(({ format }) => format !== 'SignedData');
}

function atOutlet(values: readonly SampledValue[]): readonly SampledValue[] {
  const found = values.filter(({ location }) => LOCATIONS.includes(location));
  return found.length > 0 ? found : values;
}

/** The value without a phase, else the sum of the phases; in W, Wh, A, V or percent. */
function total(values: readonly SampledValue[], measurand: string): number | null {
  const own = values.filter((value) => (value.measurand ?? DEFAULT_MEASURAND) === measurand);
  const whole = own.filter(({ phase }) => phase === undefined).map(toNumber);
  const [first] = whole.filter((value) => value !== null);
  if (first !== undefined) return first;
  const phases = own
    .filter(({ phase }) => phase !== undefined && /^L[123](-N)?$/.test(phase))
    .map(toNumber)
    .filter((value) => value !== null);
  return phases.length > 0 ? phases.reduce((sum, value) => sum + value, 0) : null;
}

/** Sum over the phases of current times voltage; a single current counts for a single phase. */
function fromCurrents(values: readonly SampledValue[]): number | null {
  const currents = values
    .filter(({ measurand, phase }) => measurand === 'Current.Import' && phase !== 'N')
    .map((value) => ({ phase: value.phase, amps: toNumber(value) }));
  const perPhase = currents.filter(({ phase }) => phase !== undefined);
  const used = perPhase.length > 0 ? perPhase : currents.slice(0, 1);
  const powers = used.map(({ phase, amps }) =>
    amps === null ? null : amps * voltageOf(values, phase),
  );
  const known = powers.filter((power) => power !== null);
  return known.length > 0 ? known.reduce((sum, power) => sum + power, 0) : null;
}

function voltageOf(values: readonly SampledValue[], phase: string | undefined): number {
  const voltages = values.filter(({ measurand }) => measurand === 'Voltage');
  const line = phase?.slice(0, 2);
  const own = voltages.find((value) => value.phase === line || value.phase === `${line}-N`);
  const whole = voltages.find((value) => value.phase === undefined);
  const found = own ?? whole;
  const volts = found ? toNumber(found) : null;
  return volts !== null && volts > 0 ? volts : nominalVoltage;
}

function toNumber({ value, unit }: SampledValue): number | null {
  const text = value.trim();
  const plain = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(plain)) return null;
  return unit === 'kW' || unit === 'kWh' ? plain * 1_000 : plain;
}

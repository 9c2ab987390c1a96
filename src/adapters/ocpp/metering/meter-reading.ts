import { nominalVoltage } from '../profiles/units.ts';
import { type EnergySample, powerBetween } from './energy-sample.ts';
import { isPlausible, powerMaxW } from './plausible-sample.ts';

/** One sampled value in the words that the versions share, in W, Wh, A, V or percent. */
export type Sample = {
  /** As OCPP spells it, with the default filled in. */
  readonly measurand: string;
  readonly value: number;
  /** As OCPP spells it: `L1`, `L1-N`, `N`; `null` = of all phases. */
  readonly phase: string | null;
  /** `null` = the default, the outlet. */
  readonly location: string | null;
};

/** What was sampled at one time, Unix ms. */
export type SampleGroup = { readonly atMs: number; readonly samples: readonly Sample[] };

/** What one message of meter values says, in the energy domain's units. */
export type MeterReading = {
  readonly atMs: number;
  /** `null`: neither measured nor to be derived. */
  readonly powerW: number | null;
  /** The power is the mean since the register was read before: it was not measured. */
  readonly isMean: boolean;
  readonly energyWh: number | null;
  readonly socPercent: number | null;
  /** Phases that carry current; `null` = no sample tells. */
  readonly phases: 1 | 2 | 3 | null;
  /** Samples that were left out: no charger can have measured that. */
  readonly implausible: number;
};

/** The measurand where none is named (OCPP 1.6 7.43, OCPP 2.0.1 2.44). */
export const defaultMeasurand = 'Energy.Active.Import.Register';

/** OCPP 1.6 7.30: the default is Outlet; Inlet would count other connectors too. */
const LOCATIONS: readonly (string | null)[] = [null, 'Outlet', 'Cable'];
/** Below it a phase idles: a cable's own draw, a meter's noise. */
const CARRYING_A = 1;

/**
 * Reads the newest group of a message. Power is as measured, else current times voltage, else the
 * mean since the register was read before.
 */
export function readMeter(
  groups: readonly SampleGroup[],
  before: EnergySample | null,
): MeterReading | null {
  const newest = groups
    .filter(({ atMs, samples }) => Number.isFinite(atMs) && samples.length > 0)
    .sort((a, b) => a.atMs - b.atMs)
    .at(-1);
  if (!newest) return null;
  const { atMs } = newest;
  const samples = newest.samples.filter(isPlausible);
  const values = atOutlet(samples);
  const energyWh = total(values, defaultMeasurand);
  const derived = energyWh === null ? null : powerBetween(before, { energyWh, atMs });
  const measuredW = atMost(total(values, 'Power.Active.Import') ?? fromCurrents(values));
  return {
    atMs,
    powerW: measuredW ?? derived,
    isMean: measuredW === null && derived !== null,
    energyWh,
    // The vehicle's own, so it is measured at "EV" (OCPP 1.6 7.30).
    socPercent: total(samples, 'SoC'),
    phases: countPhases(values),
    implausible: newest.samples.length - samples.length,
  };
}

/** Phases that are plausible each may sum up to what is not. */
function atMost(powerW: number | null): number | null {
  return powerW !== null && powerW <= powerMaxW ? powerW : null;
}

function atOutlet(values: readonly Sample[]): readonly Sample[] {
  const found = values.filter(({ location }) => LOCATIONS.includes(location));
  return found.length > 0 ? found : values;
}

/** The value without a phase, else the sum of the phases. */
function total(values: readonly Sample[], measurand: string): number | null {
  const own = values.filter((value) => value.measurand === measurand);
  const whole = own.find(({ phase }) => phase === null);
  if (whole) return whole.value;
  const phases = own.filter(({ phase }) => phase !== null && /^L[123](-N)?$/.test(phase));
  return phases.length > 0 ? phases.reduce((sum, { value }) => sum + value, 0) : null;
}

/** Sum over the phases of current times voltage; a single current counts for a single phase. */
function fromCurrents(values: readonly Sample[]): number | null {
  const currents = currentsOf(values);
  const perPhase = currents.filter(({ phase }) => phase !== null);
  const used = perPhase.length > 0 ? perPhase : currents.slice(0, 1);
  if (used.length === 0) return null;
  return used.reduce((sum, { phase, value }) => sum + value * voltageOf(values, phase), 0);
}

/** Only currents by phase tell how many phases a vehicle uses; idle ones tell nothing. */
function countPhases(values: readonly Sample[]): 1 | 2 | 3 | null {
  const lines = currentsOf(values)
    .filter(({ phase, value }) => /^L[123]$/.test(lineOf(phase) ?? '') && value >= CARRYING_A)
    .map(({ phase }) => lineOf(phase));
  const count = new Set(lines).size;
  return count === 1 || count === 2 || count === 3 ? count : null;
}

function currentsOf(values: readonly Sample[]): readonly Sample[] {
  return values.filter(({ measurand, phase }) => measurand === 'Current.Import' && phase !== 'N');
}

function voltageOf(values: readonly Sample[], phase: string | null): number {
  const voltages = values.filter(({ measurand }) => measurand === 'Voltage');
  const line = lineOf(phase);
  const own = voltages.find((value) => value.phase === line || value.phase === `${line}-N`);
  const volts = (own ?? voltages.find((value) => value.phase === null))?.value ?? 0;
  return volts > 0 ? volts : nominalVoltage;
}

function lineOf(phase: string | null): string | null {
  return phase?.slice(0, 2) ?? null;
}

import type { Charger } from '../charger.ts';
import { assumedFacts, type ChargerFacts } from '../charger-memory.ts';
import type { ReadFacts } from '../connect/learn.ts';
import type { ReportedVariable } from '../evses/report-collector.ts';
import { nominalVoltage } from '../profiles/units.ts';
import { getReport } from './calls/get-report.ts';
import { getVariables, toKey, type VariableName, type Variables } from './calls/get-variables.ts';
import { sampleInterval, smartChargingSwitch } from './dialect.ts';

const smartCharging = (name: string): VariableName => ({
  component: { name: 'SmartChargingCtrlr' },
  variable: { name },
});
const rateUnit = smartCharging('RateUnit');
const stackLevel = smartCharging('ProfileStackLevel');
const periodsPerSchedule = smartCharging('PeriodsPerSchedule');
const smartChargingAvailable = smartCharging('Available');
const supplyPhases: VariableName = {
  component: { name: 'ChargingStation' },
  variable: { name: 'SupplyPhases' },
};
const startPoint: VariableName = {
  component: { name: 'TxCtrlr' },
  variable: { name: 'TxStartPoint' },
};
const authorizesRemoteStart: VariableName = {
  component: { name: 'AuthCtrlr' },
  variable: { name: 'AuthorizeRemoteStart' },
};

const NAMES: readonly VariableName[] = [
  rateUnit,
  stackLevel,
  periodsPerSchedule,
  smartChargingAvailable,
  smartChargingSwitch,
  supplyPhases,
  startPoint,
  authorizesRemoteStart,
  sampleInterval,
];

const EVSES_MAX = 8;
const AMPS_MAX = 125;
const LEAST_AMPS = 6;

/**
 * Reads the device model as facts (ocpp.md 3.1, step 3); what is absent or unreadable stays
 * assumed. A station that denies smart charging is believed as little as one that claims it: the
 * first refused profile decides.
 */
export const readFacts: ReadFacts = async (charger) => {
  const variables = await getVariables(charger, NAMES);
  if (variables === 'mute') return 'mute';
  const evses = await getReport(charger, [{ component: { name: 'EVSE' } }]);
  charger.log.info(
    {
      smartCharging: variables.get(toKey(smartChargingSwitch)) ?? null,
      startPoint: variables.get(toKey(startPoint)) ?? null,
      authorizesRemoteStart: variables.get(toKey(authorizesRemoteStart)) ?? null,
    },
    'what a station says of itself',
  );
  return toFacts(variables, evses, charger);
};

function toFacts(
  variables: Variables,
  evses: readonly ReportedVariable[],
  { memory }: Charger,
): ChargerFacts {
  const count = (name: VariableName) => toCount(variables.get(toKey(name)));
  const phases = toPhases(count(supplyPhases) ?? toPhasesOfEvse(evses));
  const ids = [...evses.flatMap(({ evseId }) => evseId ?? []), ...memory.station.evseIds()];
  return {
    connectorCount: Math.min(Math.max(assumedFacts.connectorCount, ...ids), EVSES_MAX),
    maxAmps: toMaxAmps(evses, phases) ?? assumedFacts.maxAmps,
    phases,
    rateUnit: toRateUnit(variables.get(toKey(rateUnit))),
    maxStackLevel: count(stackLevel) ?? assumedFacts.maxStackLevel,
    periodsMax: count(periodsPerSchedule),
    sampleIntervalS: count(sampleInterval),
    isSmartChargingOff:
      isOff(variables, smartChargingSwitch) && !isOff(variables, smartChargingAvailable),
  };
}

function isOff(variables: Variables, name: VariableName): boolean {
  return variables.get(toKey(name))?.trim().toLowerCase() === 'false';
}

/** Its rated power is the highest value that `Power` of an EVSE can have, W (part 2, appendix). */
function toMaxAmps(evses: readonly ReportedVariable[], phases: number | null): number | null {
  const watts = evses
    .filter(({ variable }) => variable.toLowerCase() === 'power')
    .flatMap(({ maxLimit }) => (maxLimit !== null && maxLimit > 0 ? [maxLimit] : []));
  if (watts.length === 0 || phases === null) return null;
  const amps = Math.round(Math.min(...watts) / (nominalVoltage * phases));
  return amps >= LEAST_AMPS && amps <= AMPS_MAX ? amps : null;
}

function toPhasesOfEvse(evses: readonly ReportedVariable[]): number | null {
  const own = evses.find(({ variable }) => variable.toLowerCase() === 'supplyphases');
  return toCount(own?.value ?? undefined);
}

/** Amperes unless only watts are taken; a list of members, "A" or "W" (part 2, appendix). */
function toRateUnit(allowed: string | undefined): 'A' | 'W' {
  const words = (allowed ?? '').split(',').map((word) => word.trim().toUpperCase());
  return words.includes('W') && !words.includes('A') ? 'W' : assumedFacts.rateUnit;
}

function toPhases(count: number | null): 1 | 2 | 3 | null {
  return count === 1 || count === 2 || count === 3 ? count : null;
}

function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

import { callInBackground } from '../../background.ts';
import type { Charger } from '../../charger.ts';
import { assumedFacts, type ChargerFacts } from '../../charger-memory.ts';
import type { CallAnswer } from '../../outbound-lane.ts';

/** Configuration keys by name, as far as they were given. */
export type ConfigurationKeys = ReadonlyMap<string, { value: string; isReadonly: boolean }>;

/** What is asked for by name where a charger does not list everything (OCPP 1.6 chapter 9). */
const KEYS = [
  'NumberOfConnectors',
  'ChargingScheduleAllowedChargingRateUnit',
  'ChargeProfileMaxStackLevel',
  'ChargingScheduleMaxPeriods',
  'ConnectorPhaseRotation',
  'MeterValueSampleInterval',
];
/** Keys that vendors use for the current that the installation allows. */
const MAX_CURRENT_KEYS = ['MaxChargingCurrent', 'MaxCurrent', 'Station-MaxCurrent', 'MaxAmps'];
const MAX_CURRENT_LIMIT = 125;
const CONNECTORS_MAX = 8;

/** What the charger says that it can do (OCPP 1.6 5.8); `mute` when nothing was heard. */
export async function readFacts(charger: Charger): Promise<ChargerFacts | 'mute'> {
  const keys = await getConfiguration(charger);
  return keys === 'mute' ? 'mute' : toFacts(keys);
}

/** Everything, else by key. */
async function getConfiguration(charger: Charger): Promise<ConfigurationKeys | 'mute'> {
  for (const params of [{}, { key: [...KEYS, ...MAX_CURRENT_KEYS] }]) {
    const answer = await callInBackground(charger, { action: 'GetConfiguration', params });
    if (isMute(answer)) return 'mute';
    const keys = answer.kind === 'result' ? toKeys(answer.payload['configurationKey']) : new Map();
    if (keys.size > 0) return keys;
  }
  return new Map();
}

/** Reads the keys as facts; what is absent or unreadable stays assumed. */
export function toFacts(keys: ConfigurationKeys): ChargerFacts {
  const text = (key: string) => keys.get(key)?.value.trim() ?? '';
  const count = (key: string) => (/^\d+$/.test(text(key)) ? Number(text(key)) : null);
  const interval = keys.get('MeterValueSampleInterval');
  const maxAmps = MAX_CURRENT_KEYS.map(count).find(
    (amps) => amps !== null && amps > 0 && amps <= MAX_CURRENT_LIMIT,
  );
  const connectorCount = count('NumberOfConnectors') ?? assumedFacts.connectorCount;
  return {
    connectorCount: Math.min(Math.max(connectorCount, 1), CONNECTORS_MAX),
    maxAmps: maxAmps ?? assumedFacts.maxAmps,
    phases: toPhases(text('ConnectorPhaseRotation')),
    rateUnit: toRateUnit(text('ChargingScheduleAllowedChargingRateUnit')),
    periodsMax: count('ChargingScheduleMaxPeriods'),
    maxStackLevel: count('ChargeProfileMaxStackLevel') ?? assumedFacts.maxStackLevel,
    sampleIntervalS: interval?.isReadonly === false ? count('MeterValueSampleInterval') : null,
    // 1.6 has no key for that (docs/adr/0011).
    isSmartChargingOff: false,
  };
}

/** Amperes unless only watts are taken; seen as "Current", "Power", "A" and "W" (ocpp.md 3.1). */
function toRateUnit(allowed: string): 'A' | 'W' {
  const words = allowed.split(',').map((word) => word.trim().toLowerCase());
  const takesAmps = words.includes('current') || words.includes('a');
  const takesWatts = words.includes('power') || words.includes('w');
  return takesWatts && !takesAmps ? 'W' : assumedFacts.rateUnit;
}

/** OCPP 1.6 9.1.7: "NotApplicable" for a connector means a single phase, an order means three. */
function toPhases(rotation: string): 1 | 3 | null {
  const ofConnector = rotation.split(',').find((entry) => /^\s*1\./.test(entry)) ?? '';
  if (/NotApplicable/i.test(ofConnector)) return 1;
  return /\.\s*[RST]{3}\s*$/i.test(ofConnector) ? 3 : null;
}

function toKeys(value: unknown): ConfigurationKeys {
  const entries = (Array.isArray(value) ? value : []) as readonly {
    key: string;
    readonly: boolean;
    value?: string;
  }[];
  return new Map(
    entries.map(({ key, readonly, value: text }) => [
      key,
      { value: text ?? '', isReadonly: readonly },
    ]),
  );
}

function isMute({ kind }: CallAnswer): boolean {
  return kind === 'silent' || kind === 'cut' || kind === 'not-sent';
}

/** One configuration key as GetConfiguration shows it (OCPP 1.6 7.29). */
export type ConfigurationKey = {
  readonly key: string;
  readonly readonly: boolean;
  readonly value: string;
};

type ValueKind = 'boolean' | 'count' | 'list' | 'text';
type KeyRow = readonly [key: string, access: 'R' | 'RW', kind: ValueKind, value: string];

/**
 * OCPP 1.6 chapter 9 as far as Core, RemoteTrigger and SmartCharging need it, plus 4.1 J and the
 * security extension.
 */
const KEYS: readonly KeyRow[] = [
  ['SupportedFeatureProfiles', 'R', 'list', 'Core,RemoteTrigger,SmartCharging'],
  ['NumberOfConnectors', 'R', 'count', '1'],
  ['GetConfigurationMaxKeys', 'R', 'count', '50'],
  ['AuthorizeRemoteTxRequests', 'RW', 'boolean', 'false'],
  ['LocalAuthorizeOffline', 'RW', 'boolean', 'true'],
  ['LocalPreAuthorize', 'RW', 'boolean', 'false'],
  ['ConnectionTimeOut', 'RW', 'count', '60'],
  // Of a single phase; one of three says its order (OCPP 1.6 9.1.7).
  ['ConnectorPhaseRotation', 'RW', 'text', '0.NotApplicable,1.NotApplicable'],
  ['HeartbeatInterval', 'RW', 'count', '300'],
  ['WebSocketPingInterval', 'RW', 'count', '0'],
  ['ResetRetries', 'RW', 'count', '1'],
  ['StopTransactionOnEVSideDisconnect', 'R', 'boolean', 'true'],
  ['StopTransactionOnInvalidId', 'RW', 'boolean', 'true'],
  ['UnlockConnectorOnEVSideDisconnect', 'R', 'boolean', 'false'],
  ['TransactionMessageAttempts', 'RW', 'count', '3'],
  ['TransactionMessageRetryInterval', 'RW', 'count', '60'],
  ['MeterValueSampleInterval', 'RW', 'count', '60'],
  [
    'MeterValuesSampledData',
    'RW',
    'list',
    'Energy.Active.Import.Register,Power.Active.Import,Current.Import,SoC',
  ],
  ['MeterValuesAlignedData', 'R', 'list', ''],
  ['ClockAlignedDataInterval', 'R', 'count', '0'],
  ['StopTxnSampledData', 'R', 'list', ''],
  ['StopTxnAlignedData', 'R', 'list', ''],
  ['ChargeProfileMaxStackLevel', 'R', 'count', '8'],
  ['ChargingScheduleAllowedChargingRateUnit', 'R', 'list', 'Current,Power'],
  ['ChargingScheduleMaxPeriods', 'R', 'count', '24'],
  ['MaxChargingProfilesInstalled', 'R', 'count', '10'],
  ['ConnectorSwitch3to1PhaseSupported', 'R', 'boolean', 'false'],
  ['CpoName', 'RW', 'text', 'Joulegate'],
];

const COUNT_MAX = 2_147_483_647;

/** The measurands that this meter can sample. */
export const MEASURANDS = [
  'Energy.Active.Import.Register',
  'Power.Active.Import',
  'Current.Import',
  'SoC',
] as const;

/** A charge point's configuration; survives a reboot. */
export class Configuration {
  readonly #keys = new Map<string, ConfigurationKey & { readonly kind: ValueKind }>();

  /**
   * `overrides` come from a vendor character: other values, keys of its own, null for none.
   * `phases` are those of its supply.
   */
  constructor(overrides: Readonly<Record<string, string | null>> = {}, phases: 1 | 3 = 1) {
    for (const [key, access, kind, value] of KEYS) {
      this.#keys.set(key, { key, readonly: access === 'R', kind, value });
    }
    if (phases === 3) this.change('ConnectorPhaseRotation', '0.RST,1.RST');
    for (const [key, value] of Object.entries(overrides)) {
      if (value === null) {
        this.#keys.delete(key);
        continue;
      }
      const known = this.#keys.get(key) ?? { key, readonly: true, kind: 'text' };
      this.#keys.set(key, { ...known, value });
    }
  }

  /** Every key, in the order of chapter 9 of OCPP 1.6, vendor keys last. */
  list(): ConfigurationKey[] {
    return [...this.#keys.values()].map(({ key, readonly, value }) => ({ key, readonly, value }));
  }

  /** OCPP 1.6 5.3: NotSupported for an unknown key, Rejected for a read-only one or a bad value. */
  judge(key: string, value: string): 'Accepted' | 'Rejected' | 'NotSupported' {
    const known = this.#keys.get(key);
    if (known === undefined) return 'NotSupported';
    return known.readonly || !isGood(key, known.kind, value) ? 'Rejected' : 'Accepted';
  }

  /** Takes a value over if it would be accepted. */
  change(key: string, value: string): void {
    const known = this.#keys.get(key);
    if (known === undefined || this.judge(key, value) !== 'Accepted') return;
    this.#keys.set(key, { ...known, value });
  }

  text(key: string): string {
    return this.#keys.get(key)?.value ?? '';
  }

  count(key: string): number {
    return Number(this.text(key));
  }

  flag(key: string): boolean {
    return this.text(key).toLowerCase() === 'true';
  }

  items(key: string): string[] {
    return this.text(key)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
}

function isGood(key: string, kind: ValueKind, value: string): boolean {
  switch (kind) {
    case 'boolean':
      return /^(true|false)$/i.test(value);
    case 'count':
      return /^\d{1,10}$/.test(value) && Number(value) <= COUNT_MAX;
    case 'list':
      return key !== 'MeterValuesSampledData' || areMeasurands(value);
    case 'text':
      return value.length <= 500;
  }
}

function areMeasurands(value: string): boolean {
  return value.split(',').every((item) => MEASURANDS.some((known) => known === item.trim()));
}

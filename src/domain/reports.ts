/**
 * The aspects of a device's reported state. Controllers and batteries: mqtt.md `state/{aspect}`;
 * `boot` is written by the adapter at each birth. Chargers: `status`, `session`, `meter`,
 * `profile` and `test`, written by the OCPP adapter; `location` of a vehicle.
 */
export type Aspect =
  | 'zones'
  | 'sensors'
  | 'schedules'
  | 'config'
  | 'battery'
  | 'unit'
  | 'boot'
  | 'status'
  | 'session'
  | 'meter'
  | 'profile'
  | 'test'
  | 'location';

/** The newest report of one aspect. `rev` rises with each; comparable inside one `bootId`. */
export type Report = {
  readonly rev: number;
  readonly bootId: string;
  /** The device's own time of it, Unix ms. */
  readonly atMs: number;
  /** When the gateway stored it, Unix ms. */
  readonly receivedAtMs: number;
  readonly value: unknown;
};

/** The newest report of each aspect that the device has ever reported. */
export type Reports = Readonly<Partial<Record<Aspect, Report>>>;

/** Charger: the connector's state, in the energy domain's words. */
export type StatusReport = {
  readonly connectorId: number;
  /** `available` = nothing plugged in. */
  readonly state:
    | 'available'
    | 'preparing'
    | 'charging'
    | 'suspended_vehicle'
    | 'suspended_charger'
    | 'finishing'
    | 'reserved'
    | 'unavailable'
    | 'faulted';
  readonly faultCode: string | null;
};

/** Charger: the charging session that runs on the connector, or the last one that ended. */
export type SessionReport = {
  readonly running: boolean;
  /** Our number of the session (OCPP's transactionId). */
  readonly sessionId: number | null;
  /** The station's own name of it (OCPP 2.x `transactionId`); absent or `null` = it has none. */
  readonly stationId?: string | null;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** True when the gateway's own start began it (idTag `joulegate`). */
  readonly startedByGateway: boolean;
  readonly meterStartWh: number | null;
  readonly meterStopWh: number | null;
  /** In OCPP's words; `null` also where the charger gave none, which 1.6 takes for `Local`. */
  readonly endReason: string | null;
  /** The meter where the first session of this vehicle's visit began, Wh; absent = this is it. */
  readonly visitStartWh?: number;
  /** Its vehicle was unplugged since: nothing of it says anything of the next one. */
  readonly vehicleLeft?: boolean;
  /** Whoever stands at the charger has asked it for priority, over any plan (OCPP 2.1 K22). */
  readonly hasPriority?: boolean;
};

/** Charger: the last metered sample. */
export type MeterReport = {
  readonly powerW: number;
  readonly energyWh: number | null;
  readonly socPercent: number | null;
  readonly sessionId: number | null;
  /** Phases that carry current, as measured; absent or `null` = the charger does not say. */
  readonly phases?: 1 | 2 | 3 | null;
  /** The power is not measured: it is the mean since the register was read before. */
  readonly isMean?: true;
  /** Power flowed before the last step of a command, and this may be on its way down from that. */
  readonly isSettling?: true;
};

/** Charger: what our own charging profiles are, by read-back or by the charger's acceptance. */
export type ProfileReport = {
  readonly boostInstalled: boolean;
  /** `planId` of the charging schedule of ours that is installed; absent or `null` = none. */
  readonly planId?: string | null;
  /** By what is known since the plan would be written otherwise: it is to be given again. */
  readonly planOutdated?: boolean;
  /** The charger took only a part of the plan, which is over then, Unix ms: the next is due. */
  readonly planUntilMs?: number;
  /** The boost's profile is where the plan's would be, which has to come back after it. */
  readonly planCovered?: true;
  /**
   * Our guard, the limit that holds where no other does, is installed; `null` = it was before this
   * link, and has not been given or read since.
   */
  readonly guardInstalled?: boolean | null;
  /** The limit that the charger's composite schedule shows now, A; `null` = none or unknown. */
  readonly limitAmps: number | null;
  /** True when read back from the charger rather than concluded from its acceptance. */
  readonly readBack: boolean;
  /** It offers no charging profiles: nothing of that kind limits it, ours or another's. */
  readonly isLimitless?: true;
  /**
   * Absent: the plan is kept by a limit. `on_off`: none is taken, so that sessions are ended and
   * begun as the plan says (ocpp.md 3.3, rung 4).
   */
  readonly control?: 'on_off';
  /** A boost was cancelled: what its start begins until then is not wanted, Unix ms. */
  readonly calledOffUntilMs?: number;
  /** We have switched its smart charging on: where it is off again, its owner did that. */
  readonly wasSwitchedOn?: boolean;
  /** The connector that we took out of service to end its session, and have not put back yet. */
  readonly outOfServiceId?: number;
};

/** What a test charge showed (ocpp.md 3.2). `controllable` = it began, and it obeyed the limit. */
export type TestVerdict =
  | 'controllable'
  | 'starts_only'
  | 'no_effect'
  | 'no_vehicle'
  | 'vehicle_full'
  | 'interrupted'
  | 'rejected';

/** Charger: what one test charge came to, by frames that arrived after its last step. */
export type TestReport = {
  /** The transaction whose test this is: another one's proves nothing. */
  readonly transactionId: string;
  readonly verdict: TestVerdict;
  readonly detail: string;
  /** Metered before, at the most, and after the limit was lowered, W; `null` = not metered. */
  readonly baselineW: number | null;
  readonly peakW: number | null;
  readonly loweredW: number | null;
};

/** Vehicle: where it says that it is, degrees; `null` = it cannot tell where. */
export type LocationReport = {
  readonly latitude: number | null;
  readonly longitude: number | null;
};

/** `state/zones` of a heat-pump controller (mqtt.md). */
export type ZonesReport = {
  readonly zones: readonly {
    readonly zone: string;
    readonly displayName?: string;
    readonly mode: 'AUTO' | 'ON' | 'OFF' | 'BOOST';
    readonly setpointC?: number | null;
    readonly action?: 'ON' | 'OFF';
    readonly endAt?: string | null;
    readonly previous?: { mode?: string; setpointC?: number | null; action?: string } | null;
    readonly relayOn?: boolean;
    readonly heatDemand?: boolean;
    readonly callForHeat?: boolean;
    readonly emergency?: boolean;
    readonly primarySensor?: string | null;
  }[];
};

/** `state/sensors` of a heat-pump controller. */
export type SensorsReport = {
  readonly sensors: readonly {
    readonly code: string;
    readonly displayName?: string;
    readonly online?: boolean;
    readonly at?: string;
    readonly boostEnabled?: boolean;
  }[];
};

/** `state/schedules` of a heat-pump controller; times `HH:MM:SS` in its own time zone. */
export type SchedulesReport = {
  readonly schedules: readonly {
    readonly zone: string;
    readonly days?: string;
    readonly settings?: readonly {
      readonly time: string;
      readonly action?: string;
      readonly setpointC?: number | null;
    }[];
  }[];
};

/** `state/config` of a heat-pump controller, the fields that commands read. */
export type ConfigReport = {
  readonly waterSetpointC?: number;
  readonly quieter?: boolean | null;
  /**
   * `currentC`: without weather compensation what was set or what is measured (mqtt.md leaves it
   * open), with it what the weather asks for.
   */
  readonly flow?: {
    readonly currentC?: number | null;
    readonly weatherCompensation?: boolean;
    readonly minC?: number | null;
    readonly maxC?: number | null;
  };
  readonly [field: string]: unknown;
};

/** `state/unit` of a third-party heat pump. */
export type UnitReport = {
  readonly climateOn?: boolean;
  readonly hotWaterOn?: boolean;
  readonly roomC?: number | null;
  readonly setpointC?: number | null;
  readonly waterC?: number | null;
};

/** What a device said of itself when it began to run (mqtt.md `status`). */
export type BootReport = {
  /** Its own number of this connection. */
  readonly session: number;
  /** RFC 3339; `null` when it does not know. */
  readonly bootedAt: string | null;
  /** True when it says that its clock is set: only then its times can be compared with ours. */
  readonly clockSet: boolean;
  readonly firmware: string | null;
  /** SHA-256 fingerprint of the certificate that it came with, 64 hex; `null` = a secret. */
  readonly certificate: string | null;
};

/** `state/battery` of a home battery. */
export type BatteryReport = {
  readonly reserve?: { readonly minSocPercent: number; readonly maxSocPercent?: number };
  readonly suspended?: boolean;
  readonly mode?: string;
  readonly windows?: readonly {
    readonly startAt: string;
    readonly endAt: string;
    readonly direction: 'charge' | 'discharge';
    readonly powerW: number;
  }[];
  readonly [field: string]: unknown;
};

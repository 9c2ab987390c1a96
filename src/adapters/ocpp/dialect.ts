import type { Payload } from './rpc-channel.ts';

/** A CALL before it has a message id. */
export type CallText = { readonly action: string; readonly params: Payload };

/** A running session as a version names it: a number of ours (1.6), a text of the station (2.x). */
export type SessionKey = {
  readonly sessionId: number;
  /** OCPP 2.x `transactionId`; `null` in 1.6. */
  readonly stationId: string | null;
};

/** One stretch of a charging schedule, from so many seconds after its start. */
export type ProfilePeriod = {
  readonly startS: number;
  /** In the profile's own unit. */
  readonly limit: number;
  /** `null` = not named (some models refuse or ignore it). */
  readonly phases: number | null;
};

/** One of a profile of ours. */
export type WrittenPeriod = ProfilePeriod & {
  /** Over which its limit counts, named or not. */
  readonly countedPhases: number;
};

/** A charging profile of ours, in words that the versions share (OCPP 1.6 7.8, 2.0.1 2.10). */
export type Profile = {
  readonly id: number;
  /** 0 = the whole station. */
  readonly connectorId: number;
  readonly purpose: 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';
  readonly kind: 'Absolute' | 'Relative';
  readonly stackLevel: number;
  /** For a TxProfile; `null` while no session runs. */
  readonly session: SessionKey | null;
  readonly unit: 'A' | 'W';
  /** Unix ms; `null` with a relative kind. */
  readonly startAtMs: number | null;
  /** `null` = no end. */
  readonly durationS: number | null;
  readonly validFromMs: number | null;
  readonly validToMs: number | null;
  readonly periods: readonly WrittenPeriod[];
};

/** What a composite schedule shows; the first period is the present one. */
export type Composite = {
  readonly unit: 'A' | 'W';
  readonly periods: readonly ProfilePeriod[];
};

/** What a charger can be asked to send by itself; `session`: one that runs, with its samples. */
export type Triggered = 'boot' | 'heartbeat' | 'meter' | 'session' | 'status';

/**
 * How one version says what the shared procedures of `commands/` want said: only texts, no state.
 * Answers carry `status` in every version, so the procedures read that themselves.
 */
export type Dialect = {
  /** Row B of ocpp.md 3.2; `profile` for models that are known to take one with the start. */
  remoteStart(start: {
    readonly connectorId: number;
    /** The same for the same attempt's transaction: 2.x names it in its TransactionEvent. */
    readonly remoteStartId: number;
    readonly profile: Profile | null;
  }): CallText;
  remoteStop(session: SessionKey): CallText;
  setProfile(profile: Profile): CallText;
  /**
   * True where a profile takes the place of another of its purpose and level (OCPP 1.6 5.16.4);
   * false where it is refused beside it (OCPP 2.0.1 K01.FR.06).
   */
  readonly replacesByLevel: boolean;
  /** Exactly one of ours; never a wildcard. */
  clearProfile(profile: { readonly id: number; readonly connectorId: number }): CallText;
  /** Asks which profiles of these ids are held; `null` where the version has no such message. */
  listProfiles(ask: {
    readonly requestId: number;
    readonly ids: readonly number[];
  }): CallText | null;
  compositeSchedule(ask: { readonly connectorId: number; readonly durationS: number }): CallText;
  /** Reads the answer to that; `null` = it shows none. */
  readComposite(payload: Payload): Composite | null;
  changeAvailability(change: {
    readonly connectorId: number;
    readonly isOperative: boolean;
  }): CallText;
  /** `connectorId` where it is about one. */
  trigger(message: Triggered, connectorId?: number): CallText;
  /** What to ask for samples by, best first. */
  readonly sampledBy: readonly Triggered[];
  /** Seconds between samples of a running session. */
  setSampleInterval(seconds: number): CallText;
  /** Lets the charger take profiles, where the version has a switch for that; else `null`. */
  readonly switchOnProfiles: CallText | null;
  /** Reads the answer to a setting: true when the charger has taken it, and it holds now. */
  isSettingTaken(payload: Payload): boolean;
  /** Restarts the station when it can (soft). */
  reset(): CallText;
};

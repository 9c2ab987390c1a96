import type { TSchema } from 'typebox';
import type { Right } from '../caller.ts';
import type { DeviceDescription } from '../description.ts';
import type { Device, DeviceClass, DeviceLink } from '../device.ts';
import type { DeviceSettings } from '../device-settings.ts';
import type { EvidenceInput, Verdict } from '../evidence.ts';
import type { Aspect, Reports } from '../reports.ts';
import type { TransactionStatus } from '../transaction-status.ts';

/** A wish per device that outlives its command (kraken-api.md 4, "An open wish"). */
export type WishName = 'boost' | 'suspended' | 'test';
/** An open wish: which transaction opened it, and when (Unix ms). */
export type OpenWish = {
  readonly transactionId: string;
  readonly atMs: number;
  /** Its transaction is UNCONFIRMED: nobody knows what became of it. */
  readonly isDoubted?: true;
};

/** The open wishes of a device. */
export type Wishes = Readonly<Partial<Record<WishName, OpenWish>>>;

/** What the guards of a command may look at, at submit and again when it is taken. */
export type DeviceView = {
  readonly device: Device;
  readonly description: DeviceDescription | null;
  readonly link: DeviceLink;
  readonly reports: Reports;
  readonly wishes: Wishes;
  /** What the gateway holds for it: preferences, plan, home, and how often it was switched. */
  readonly settings: DeviceSettings;
  readonly nowMs: number;
  /** Start of this gateway, Unix ms: within 60 s of it a boost waits for its charger. */
  readonly startedAtMs: number;
  /** Divides a duration by `TIME_SCALE`. */
  readonly windowMs: (durationMs: number) => number;
};

/** A parameter that the device or the schema does not allow: an error, nothing is stored. */
export type InputFault = {
  readonly code: 'invalid_parameters' | 'out_of_range' | 'unknown_zone' | 'unknown_sensor';
  /** Where in the command's parameters, for example `['setpointC']`. */
  readonly path: readonly string[];
  readonly message: string;
  /** Which of several commands of one mutation, from 0. */
  readonly index?: number;
};

/** Why the device's state or the safety envelope refuses a command: stored as REFUSED. */
export type Refusal = {
  readonly code: string;
  readonly detail: string;
  readonly limit?: number;
  readonly actual?: number;
  readonly earliestAtMs?: number;
};

/** How one kind lives (the table of lifecycle.md). Durations in ms, before `TIME_SCALE`. */
export type CommandPolicy = {
  /** `briefly`: queued only within 60 s of a link loss or a gateway start. */
  readonly waitsOffline: 'yes' | 'briefly' | 'no';
  readonly expiresAfterMs: number;
  readonly autoRetry: boolean;
  readonly answerWindowMs: number;
  /** `null`: no read-back exists; the device's `succeeded` counts, as `verified: UNKNOWN`. */
  readonly evidenceWindowMs: number | null;
  readonly graceMs: number;
  readonly laneFreeAt: 'acknowledged' | 'settled';
};

/** One kind of command: its parameters, policy, guards and the evidence that proves it. */
export type CommandSpec<Kind extends string, Params> = {
  readonly kind: Kind;
  /** JSON Schema of the parameters; also the schema of the payload towards devices. */
  readonly schema: TSchema;
  readonly policy: CommandPolicy;
  readonly classes: readonly DeviceClass[];
  /** What the caller must be allowed to do with the account; `command` where it is absent. */
  readonly right?: Right;
  /** Commands with the same key replace each other while queued; `null` never. */
  supersedeKey(params: Params): string | null;
  /** The aspects that show its effect. */
  readonly aspects: readonly Aspect[];
  /**
   * From when evidence counts: since the device's answer (the common case), or since the command
   * was sent, where the effect itself may overtake the answer.
   */
  readonly evidenceSince?: 'answer' | 'sent';
  /** Which wish its acceptance opens or closes. */
  readonly wish?: { readonly name: WishName; readonly change: 'open' | 'close' };
  /**
   * The gateway itself holds what is wished: its acceptance stores it in the same call and is its
   * success; no device is asked, and the plan is made anew (design section 5, last row).
   */
  holds?(params: Params, view: DeviceView): HeldSettings;
  /** Fills absent parameters with absolute values at acceptance (lifecycle rule 7). */
  complete?(params: Params, view: DeviceView): Params;
  /** Checks against the device's own ranges. */
  faults(params: Params, view: DeviceView): readonly InputFault[];
  /** Refusals by device state and safety; runs at submit and again at take. */
  refuse(params: Params, view: DeviceView, moment: 'submit' | 'take'): Refusal | null;
  /** What the reports say of the wish. */
  judge(params: Params, input: EvidenceInput): Verdict;
  /**
   * What an ending does to the device, in the same call that stores it: `retire` takes it out of
   * its account and revokes its certificates, `abandon` revokes the one that was never used.
   */
  farewell?(ending: TransactionStatus): Farewell | null;
  /** True for a test: its ending is a fact about the device, stored in the same call. */
  readonly isTest?: true;
  /** Its acceptance and its ending change what is planned for the device. */
  readonly replans?: true;
};

/** See {@link CommandSpec.holds}: what is given replaces what was held. */
export type HeldSettings = Partial<Pick<DeviceSettings, 'preferences' | 'gridExport'>>;

/** See {@link CommandSpec.farewell}. */
export type Farewell = 'retire' | 'abandon';

/** Minutes as ms, for policies. */
export const minutes = (count: number): number => count * 60_000;
/** Seconds as ms, for policies. */
export const seconds = (count: number): number => count * 1_000;

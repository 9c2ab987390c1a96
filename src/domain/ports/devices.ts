import type { Wishes, WishName } from '../commands/spec.ts';
import type { DeviceDescription } from '../description.ts';
import type {
  AccountNumber,
  Device,
  DeviceClass,
  DeviceId,
  DeviceIdentity,
  DeviceLink,
} from '../device.ts';
import type { DeviceSettings } from '../device-settings.ts';
import type { Aspect, Report, Reports } from '../reports.ts';
import type { Transaction, TransactionId } from '../transaction.ts';
import type { Stretch } from './energy-history.ts';

/** A line that the owner sees with the device; the last 20 are kept. */
export type DeviceAlert = { readonly message: string; readonly publishedAtMs: number };

/** Everything the guards and the reads need of one device, read in one round trip. */
export type DeviceState = {
  readonly device: Device;
  readonly description: DeviceDescription | null;
  readonly link: DeviceLink;
  readonly reports: Reports;
  readonly wishes: Wishes;
  readonly settings: DeviceSettings;
  readonly alerts: readonly DeviceAlert[];
};

/** A device to be stored. `secretHash` comes from {@link hashSecret} of the credentials store. */
export type NewDevice = Omit<
  Device,
  | 'hasSecret'
  | 'firstConnectedAtMs'
  | 'retiredAtMs'
  | 'protocol'
  | 'testPassedAtMs'
  | 'testFailure'
  | 'signInFailedAtMs'
> & {
  readonly secretHash: string | null;
};

/** What a registration is bound to. */
export type RegistrationTerms = {
  /** It may do without a proof. */
  readonly isTrusted: boolean;
  /**
   * While another device of the class and account was onboarded since then (Unix ms) and has never
   * connected, none follows; absent = that is not asked.
   */
  readonly openSinceMs?: number;
  /** The onboarding that it becomes the device of, as it was seen. */
  readonly wizard?: { readonly id: string; readonly version: number } | null;
};

/**
 * What became of a registration. `taken`: the identity belongs to a device that is not retired, of
 * whatever account. `enrolled`: its factory key is known, so a claim registers it. `open`: another
 * registration is not finished. `wizard_changed`: somebody else changed the onboarding.
 */
export type RegistrationAnswer = 'registered' | 'taken' | 'enrolled' | 'open' | 'wizard_changed';

/** The registry of devices. */
export type Devices = {
  /** Decided at once, in this order: of two simultaneous calls one wins. */
  register(device: NewDevice, terms?: RegistrationTerms): Promise<RegistrationAnswer>;
  find(id: DeviceId | string): Promise<DeviceState | null>;
  findByIdentity(identity: DeviceIdentity | string): Promise<DeviceState | null>;
  /** Newest first, retired ones included. */
  listByAccount(accountNumber: AccountNumber | string): Promise<readonly DeviceState[]>;
  /**
   * Gives an identity and a secret to a device that has none yet, or replaces the secret. `taken`
   * and `enrolled` as `register` says it; whose the identity is already is not asked. `cutsLink`:
   * the link that the former ones opened is fenced.
   */
  setCredentials(
    id: DeviceId,
    identity: DeviceIdentity,
    given: { secretHash: string; isTrusted: boolean; cutsLink?: boolean },
  ): Promise<'set' | 'taken' | 'enrolled'>;
  /**
   * Takes a device out of its account at once: what waits for it ends REFUSED `device_retired`, its
   * certificates are revoked, its link is fenced. False if it was retired already.
   */
  retire(id: DeviceId, nowMs: number): Promise<boolean>;
  /**
   * Takes the secret and the certificates from a device and fences its link; it stays bound. False
   * if it had none.
   */
  dropCredentials(id: DeviceId, nowMs: number): Promise<boolean>;
  /** The account numbers that any device names. */
  hasAccount(accountNumber: string): Promise<boolean>;
};

/** What an adapter needs to let a device in. */
export type DeviceDoor = {
  /**
   * The device behind an identity and a secret, or why not. Counts wrong ones and answers
   * `throttled` over the limits (design section 6, "Limits").
   */
  admit(attempt: {
    identity: string;
    secret: Uint8Array | string | null;
    source: string;
    classes: readonly DeviceClass[];
  }): Promise<{ kind: 'admitted'; device: Device } | { kind: 'refused' | 'throttled' }>;
};

/** What an adapter needs to let a device in by its certificate. */
export type CertificateDoor = {
  /**
   * The device behind a certificate of ours that TLS has verified (provisioning.md 2.3, step 7):
   * the fingerprint must be ACTIVE for that identity. The first use of one is stored, and ends the
   * others after a day. Refusals are counted by certificate and by source, and `throttled` is said
   * of nothing that would be let in.
   */
  admitCertificate(attempt: {
    identity: string;
    /** SHA-256, 64 lower-case hex. */
    fingerprint: string;
    /** `other`: of an extra issuer, known to us only from here on (`TLS_CLIENT_CA_FILE`). */
    issuer: 'own' | 'other';
    /** As the certificate says, Unix ms; kept of one that is adopted. */
    notAfterMs: number;
    source: string;
    classes: readonly DeviceClass[];
  }): Promise<{ kind: 'admitted'; device: Device } | { kind: 'refused' | 'throttled' }>;
};

/** Connects and disconnects, fenced by epoch (lifecycle rules 12 and 13). */
export type DeviceSessions = {
  /** Counts the epoch up, writes the route and makes the lane due. */
  connect(deviceId: DeviceId, nowMs: number): Promise<number>;
  /** Clears the route only if the epoch is still the newest. */
  disconnect(deviceId: DeviceId, epoch: number, nowMs: number): Promise<void>;
};

/** A transaction and the reports of its device, read in the same moment. */
export type Seen = { readonly transaction: Transaction; readonly reports: Reports };

/** The reported state of devices; survives a restart. */
export type ReportedState = {
  /**
   * Stores a report if it is newer than the stored one of the same boot. `rev: 'next'` counts up
   * (for protocols without revisions). Answers the report that it replaced and the transactions
   * whose evidence may be decided now, for a repeated report too (which replaces none), or `null`
   * when it was older. Neither changes what is stored. `seen`: where there is only one of them.
   */
  report(
    deviceId: DeviceId,
    aspect: Aspect,
    report: Omit<Report, 'rev'> & { rev: number | 'next' },
  ): Promise<{
    before: Report | null;
    ids: readonly TransactionId[];
    seen?: Seen | undefined;
  } | null>;
  read(deviceId: DeviceId): Promise<Reports>;
  describe(deviceId: DeviceId, description: DeviceDescription): Promise<void>;
  /** Ends an open wish, unless its command still waits or is being sent. */
  closeWish(deviceId: DeviceId, name: WishName): Promise<void>;
  alert(deviceId: DeviceId, alert: DeviceAlert): Promise<void>;
};

/**
 * Samples that no outcome depends on; dropped first when memory runs short, and beyond one a second
 * of each name. Whoever records them has left out what no schema names.
 */
export type Telemetry = {
  record(deviceId: DeviceId, name: string, sample: object, receivedAtMs: number): Promise<void>;
  /** The newest sample of a name. */
  latest(deviceId: DeviceId, name: string): Promise<Record<string, unknown> | null>;
  /** What is kept of a name in a stretch of the gateway's time of receipt, oldest first. */
  since(
    deviceId: DeviceId,
    name: string,
    stretch: Stretch,
  ): Promise<readonly Record<string, unknown>[]>;
};

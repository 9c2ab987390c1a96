import type { SimClock } from '../../lib/clock.ts';
import type { ActionResult } from '../../lib/device.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import type { Evse } from '../hardware/evse.ts';
import type { Location } from '../hardware/location.ts';
import type { ChargingProfile } from '../profiles/charging-profile.ts';
import type { LimitMoment } from '../profiles/prevailing-limit.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import type { Outbox } from '../rpc/outbox.ts';
import type { TransactionQueue } from '../rpc/transaction-queue.ts';
import type { Keyring } from '../transport/keyring.ts';
import type { Boot, BootReason } from './boot.ts';

/** Who may charge, and what came with the permission. */
export type Grant = {
  readonly tag: string;
  /** OCPP 2.x IdTokenType.type; 1.6 knows none. */
  readonly tokenType?: string;
  /** OCPP 2.x RequestStartTransaction; absent for a driver in front of the charge point. */
  readonly remoteStartId?: number;
  /** Installed when the session begins. */
  readonly profile?: ChargingProfile | undefined;
};

/** A charge point as its messages and calls see it; `own` is what one version of OCPP adds. */
export type Station<Own = unknown> = {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly own: Own;
  readonly profiles: ProfileStore;
  readonly evse: Evse;
  readonly outbox: Outbox;
  readonly transactions: TransactionQueue;
  readonly boot: Boot;
  readonly keyring: Keyring;
  /** The moment at which profiles are asked for the limit in force. */
  readonly moment: LimitMoment;
  /** True when a remote or local start can be taken on. */
  readonly canStart: boolean;
  /** The driver asks for priority at the charge point, or gives it back. */
  setPriority(isWanted: boolean): ActionResult;
  /** Whether the charge point lets central systems set profiles. */
  readonly allowsProfiles: boolean;
  /** Someone at the charge point, or a setting of it, lets them from now on, or does not. */
  allowProfiles(isAllowed: boolean): void;
  /** Where the vehicle is; undefined: it never says. */
  readonly location: Location | undefined;
  /** The vehicle is elsewhere from now on, and says so. */
  moveTo(location: Location): void;
  /** Brings the hardware up to the present. */
  advance(): void;
  /** Starts for a tag that the central system named. */
  startRemotely(grant: Grant): void;
  /** Starts for the driver in front of the charge point. */
  startLocally(): Promise<void>;
  /** A vehicle comes; a charge point that starts by itself does so. */
  plug(): void;
  /** The vehicle leaves. */
  unplug(): void;
  /** Ends the session (Hard: with the power), cuts the link abruptly and boots again. */
  reboot(kind: 'Soft' | 'Hard', reason: BootReason): void;
  /** Dials anew shortly, with what the keyring holds then. */
  reconnect(): void;
  /** Adds a profile, which takes effect at once when it prevails. */
  install(profile: ChargingProfile, connectorId: number): void;
  /** The interval of the heartbeat has changed. */
  restartHeartbeat(): void;
  /** The interval of the meter samples has changed. */
  restartSampling(): void;
  /** Writes an event into the wire log. */
  log(event: WireEvent): void;
};

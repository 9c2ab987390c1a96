import type { ActionResult } from '../../lib/device.ts';
import type { EvseSession, StopReason } from '../hardware/evse.ts';
import type { EvseStatus } from '../hardware/evse-status.ts';
import type { JsonObject } from '../rpc/frame.ts';
import type { BoundCall } from '../rpc/inbound-call.ts';
import type { BootReason } from './boot.ts';
import type { Grant } from './station.ts';

/** What every charge point is set to, whatever its version calls it; 0 seconds is never. */
export type Settings = {
  heartbeatSeconds: number;
  readonly samplingSeconds: number;
  readonly pingSeconds: number;
  /** How long an authorisation waits for a vehicle. */
  readonly connectionTimeoutMs: number;
  /** How often a transaction message is sent that is answered by CALLERROR, and how far apart. */
  readonly attemptsMax: number;
  readonly retryMs: number;
  /** True: a remote start is authorised like a card. */
  readonly asksBeforeRemoteStart: boolean;
};

/** What one version of OCPP says where charge points of all versions live alike. */
export type Voice = {
  readonly settings: Settings;
  /** The transaction that runs, as the central system knows it. */
  readonly transactionId: number | string | undefined;
  /** True while priority charging is on, which only OCPP 2.1 knows. */
  readonly isPriority: boolean;
  bootRequest(reason: BootReason): JsonObject;
  /** Whether a tag may charge; offline the charge point's own setting decides. */
  isAccepted(grant: Grant): Promise<boolean>;
  /** Registered: tells every status. */
  announce(): void;
  /** Only while registered. */
  onStatus(status: EvseStatus): void;
  onPlug(): void;
  onUnplug(): void;
  /** A tag may charge, whether or not a vehicle is there. */
  onAuthorized(grant: Grant): void;
  /** No vehicle came in time. */
  onWithdrawn(): void;
  onSessionStart(session: EvseSession, grant: Grant | undefined): void;
  onSessionStop(session: EvseSession, reason: StopReason): void;
  /** Once a second of a session. */
  onStep(): void;
  sendPeriodicSample(): void;
  /** Central systems may set profiles from now on, or not. */
  onProfilesAllowed(isAllowed: boolean): void;
  /** The driver asks for priority at the charge point, or gives it back; says what came of it. */
  setPriority(isWanted: boolean): ActionResult;
  /** What answers an action; undefined for one that it has never heard of. */
  findCall(action: string): BoundCall | undefined;
};

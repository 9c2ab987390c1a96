import type { Command } from '../command.ts';
import type { DeviceId, DeviceIdentity, Protocol } from '../device.ts';
import type { SendResult } from '../reply.ts';
import type { TransactionId } from '../transaction.ts';
import type { DeviceState } from './devices.ts';
import type { LaneView } from './transactions.ts';

/** One attempt of one command, as an adapter gets it. */
export type Order = {
  readonly transactionId: TransactionId;
  readonly seq: number;
  readonly attempt: number;
  readonly command: Command;
  /** When it was accepted, Unix ms: `issuedAt` on the wire. */
  readonly issuedAtMs: number;
  /** The kind's whole time to live in unscaled seconds: `ttlS` on the wire. */
  readonly ttlS: number;
  /** Not to be sent any more from here on, Unix ms (scaled). */
  readonly expiresAtMs: number;
};

/** An attempt whose bytes are ready: nothing has left yet. */
export type PreparedOrder = {
  /** SHA-256 of the frame, hex; `null` for a procedure whose frames depend on answers. */
  readonly frameHash: string | null;
  /** Sends on this connection or not at all; never throws for what a device may answer. */
  send(signal: AbortSignal): Promise<SendResult>;
};

/** A device's live connection on this node, owned by its adapter and fenced by its epoch. */
export type DeviceConnection = {
  readonly deviceId: DeviceId;
  readonly identity: DeviceIdentity;
  readonly protocol: Protocol;
  readonly epoch: number;
  /** `single-frame`: nothing can follow the frame. `steps`: the lane waits for the procedure. */
  readonly procedure: 'single-frame' | 'steps';
  /** False while the connect sequence runs; call `DeviceLinks.ready` when it turns true. */
  isReady(): boolean;
  prepare(order: Order): PreparedOrder;
  /** Closes the link; safe to call twice. */
  close(reason: string): void;
  /**
   * Closes the link of a device that is retired: nothing is taken from it or stored any more, and
   * what the gateway has set on it is undone first, within seconds. Absent: there is nothing to.
   */
  dismiss?(reason: string): void;
};

/** The connections that this node holds: at most one per device, the one of the highest epoch. */
export type Connections = {
  get(deviceId: DeviceId): DeviceConnection | undefined;
  /** Adds, and closes an older one of the same device; false if a newer one is already held. */
  add(connection: DeviceConnection): boolean;
  /** Removes only the connection of that epoch: a late close never touches a newer link. */
  remove(deviceId: DeviceId, epoch: number): boolean;
  readonly count: number;
  all(): Iterable<DeviceConnection>;
};

/** What a lane would find if it looked, for whoever has just seen it: read within this turn. */
export type LaneSight = { readonly view: LaneView; readonly state: DeviceState };

/** Tells the lane of a device that there may be work; one that rests need not look by itself. */
export type Wake = { wake(deviceId: DeviceId, sight?: LaneSight): void };

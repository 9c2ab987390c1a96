import type { SimClock } from '../clock.ts';
import { type ActionResult, cannot, type DeviceAction } from '../device.ts';
import type { DeviceMemory } from '../device-memory.ts';
import type { DeviceFaults } from '../fault-plan.ts';
import type { Random } from '../random.ts';
import type { WireLog } from '../wire-log.ts';
import type { BrokerAddress } from './connection.ts';

/** A device's line, as its credentials use it. */
export interface Line {
  /** Whether the device is announced with the present address. */
  isUp(): boolean;
  /** Publishes with QoS 1, not retained; false when the device is not announced. */
  publish(topic: string, text: string): boolean;
  /** Cuts the link; it comes back by itself. */
  drop(): void;
  /** Half-open for this much device time. */
  freeze(forMs: number): void;
  /** Leaves with a goodbye where the link is up, then connects with the present address. */
  reconnect(): void;
}

/** What credentials are made with. */
export interface CredentialParts {
  readonly euid: string;
  readonly clock: SimClock;
  readonly random: Random;
  readonly log: WireLog;
  readonly faults: DeviceFaults;
  readonly memory: DeviceMemory;
  readonly line: Line;
}

/** What a device shows to its broker, how it got it, and what becomes of it. */
export interface Credentials {
  /** Where and as whom; null while it has nothing to show: then it stays off the line. */
  address(): BrokerAddress | null;
  /** Filters beside that of the requests. */
  readonly filters: readonly string[];
  /** Gets what can be got before the first link; rejects when that failed. */
  start(signal: AbortSignal): Promise<void>;
  /** Takes a frame that matched one of the filters. */
  receive(topic: string, payload: Buffer): void;
  /** The device is announced with the present address. */
  announced(): void;
  /** The link ended or never came up; true: there is no use in trying again. */
  lost(why: Error | null): boolean;
  /** Forgets account and certificate, as on `deprovision`. */
  forget(): void;
  act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult>;
  /** What the control API shows of it. */
  show(): object;
  /** Ends whatever is under way. */
  stop(): void;
}

/** An address that somebody else chose: a secret, or a certificate in files. */
export function fixedCredentials(given: BrokerAddress, what: string): Credentials {
  let address: BrokerAddress | null = given;
  return {
    address: () => address,
    filters: [],
    start: async () => {},
    receive() {},
    announced() {},
    lost: () => false,
    forget() {
      address = null;
    },
    act: async (action) => cannot(action, what),
    show: () => (address === null ? { provisioning: 'deprovisioned' } : {}),
    stop() {},
  };
}

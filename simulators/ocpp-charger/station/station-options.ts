import type { SimClock } from '../../lib/clock.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import type { Location } from '../hardware/location.ts';
import type { Supply } from '../hardware/power-path.ts';
import type { Vehicle } from '../hardware/vehicle.ts';
import type { Call } from '../rpc/frame.ts';
import type { Keyring } from '../transport/keyring.ts';

/** What a charge point is made of, and how it reaches its wire. */
export type StationOptions = {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly supply: Supply;
  readonly isPlugged: boolean;
  readonly vehicle: Vehicle;
  /** Undefined: a charger in a wall, which never says where it is. */
  readonly location: Location | undefined;
  /** Begins with the driver's own tag as soon as a vehicle is plugged. */
  readonly startsByItself: boolean;
  readonly localTag: string;
  readonly callTimeoutMs: number;
  readonly log: (event: WireEvent) => void;
  readonly send: (call: Call) => boolean;
  readonly keyring: Keyring;
  /** Cuts the link; the next dialling comes after `redialMs` of device time. */
  readonly cutLink: (redialMs: number) => void;
  readonly onAccepted: () => void;
};

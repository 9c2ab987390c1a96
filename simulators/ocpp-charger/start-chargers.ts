import type { TlsFiles } from '../lib/argument-files.ts';
import { UsageError } from '../lib/errors.ts';
import { type FleetOptions, type SimulatorHandle, startFleet } from '../lib/fleet.ts';
import { numberNames } from '../lib/identity.ts';
import { type Character, loadCharacter } from './character.ts';
import { ChargePoint } from './charge-point.ts';
import { makeDialect } from './dialects.ts';
import type { Location } from './hardware/location.ts';
import { makeVehicle, type Vehicle } from './hardware/vehicle.ts';

/** What `startChargers` takes; only `url` has no default. */
export type ChargersOptions = FleetOptions & {
  /** `ws://host:port/ocpp` or `wss://...`; each identity is appended. */
  readonly url: string;
  /** Identity of the first; default CP-SIM-0001. */
  readonly id?: string;
  readonly count?: number;
  /** 1.6 (default), 2.0.1 or 2.1. */
  readonly protocol?: string;
  /** Name of a file in `characters/`, or a character of the caller's own; default plain. */
  readonly character?: string | Character;
  /** Password of every charger, or of each by its identity. */
  readonly password?: string | ((identity: string) => string | undefined) | undefined;
  readonly tls?: TlsFiles;
  /** A vehicle is there from the beginning. */
  readonly isPlugged?: boolean;
  /** State of charge of the vehicle, 0 to 100; default 40. */
  readonly socPercent?: number;
  /** Whatever else the vehicle differs in. */
  readonly vehicle?: Partial<Vehicle>;
  /** Where the vehicle is, told in a DataTransfer; undefined (default): it never says. */
  readonly location?: Location | undefined;
  /** Starts with `localTag` as soon as a vehicle is plugged; default false. */
  readonly startsByItself?: boolean;
  readonly localTag?: string;
  /** Breaker in A per phase; default 32. */
  readonly maxAmps?: number;
  readonly phases?: 1 | 3;
  /** Wall time a CALL waits for its answer; default 30 s. */
  readonly callTimeoutMs?: number;
};

/** Identity of the first charger when none is given. */
export const DEFAULT_CHARGER_ID = 'CP-SIM-0001';
const IDENTITY = /^[A-Za-z0-9_.:-]{1,48}$/;

/**
 * Starts simulated charge points inside this process and resolves when all have booted. No output,
 * no exit; throws UsageError for wrong options and ConnectError for one that cannot come up.
 */
export async function startChargers(
  options: ChargersOptions,
): Promise<SimulatorHandle<ChargePoint>> {
  const { protocol = '1.6', password } = options;
  const dialect = makeDialect(protocol);
  checkUrl(options.url);
  const ids = numberNames(options.id ?? DEFAULT_CHARGER_ID, options.count ?? 1);
  const strange = ids.find((id) => !IDENTITY.test(id));
  if (strange !== undefined) {
    throw new UsageError(`--id ${strange}: 1 to 48 letters, digits and _ . : -`);
  }
  const { character: named = 'plain' } = options;
  const character = typeof named === 'string' ? await loadCharacter(named) : named;
  return startFleet(
    ids,
    (parts) =>
      new ChargePoint({
        ...parts,
        address: {
          url: options.url,
          identity: parts.id,
          password: typeof password === 'function' ? password(parts.id) : password,
          tls: options.tls,
        },
        dialect,
        character,
        supply: { voltage: 230, phases: options.phases ?? 1, maxAmps: options.maxAmps ?? 32 },
        isPlugged: options.isPlugged ?? false,
        vehicle: makeVehicle({ socPercent: options.socPercent ?? 40, ...options.vehicle }),
        location: options.location,
        startsByItself: options.startsByItself ?? false,
        localTag: options.localTag ?? 'LOCAL-DRIVER',
        callTimeoutMs: options.callTimeoutMs ?? 30_000,
      }),
    options,
  );
}

function checkUrl(url: string): void {
  const parsed = URL.parse(url);
  if (parsed === null || !/^wss?:$/.test(parsed.protocol)) {
    throw new UsageError(`--url ${url}: must begin with ws:// or wss://`);
  }
  if (parsed.search !== '' || parsed.hash !== '') {
    throw new UsageError(`--url ${url}: the identity is appended, so no ? or # may follow`);
  }
}

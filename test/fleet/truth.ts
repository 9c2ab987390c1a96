import type { SimulatedDevice } from '../../simulators/lib/device.ts';

/** What a charger's own hardware showed at one moment; it never went over the wire. */
export type Sample = {
  /** Wall clock, Unix ms. */
  readonly atMs: number;
  readonly powerW: number;
  readonly isRunning: boolean;
  /** The session was begun by the gateway's own tag. */
  readonly isOurs: boolean;
  /** `chargingProfileId` of all that are installed. */
  readonly profileIds: readonly number[];
};

/** What `describeStation` of the simulator gives, as far as it is read here. */
type Shown = {
  readonly session: { readonly powerW: number; readonly idTag: string } | null;
  readonly profiles?: readonly { readonly chargingProfileId?: number; readonly id?: number }[];
};

/** Reads a charger's hardware; energy that flows is power above nothing, whatever it reports. */
export function sample(device: SimulatedDevice, atMs: number): Sample {
  const { session, profiles = [] } = device.state() as Shown;
  return {
    atMs,
    powerW: session?.powerW ?? 0,
    isRunning: session !== null,
    isOurs: session?.idTag.toLowerCase() === 'joulegate',
    profileIds: profiles.map(({ chargingProfileId, id }) => chargingProfileId ?? id ?? 0),
  };
}

/** Watches chargers at a fixed interval of the wall clock until stopped. */
export function watchTruth(
  devices: readonly SimulatedDevice[],
  everyMs: number,
): { readonly of: (id: string) => readonly Sample[]; stop(): void } {
  const samples = new Map<string, Sample[]>(devices.map(({ id }) => [id, []]));
  const look = () => {
    const nowMs = Date.now();
    for (const device of devices) samples.get(device.id)?.push(sample(device, nowMs));
  };
  look();
  const timer = setInterval(look, everyMs);
  return { of: (id) => samples.get(id) ?? [], stop: () => clearInterval(timer) };
}

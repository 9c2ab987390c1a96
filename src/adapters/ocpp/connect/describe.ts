import type { DeviceDescription } from '../../../domain/description.ts';
import type { Charger } from '../charger.ts';
import type { BootFacts } from '../charger-memory.ts';

/** A vehicle may be on any phase; a single one is the least that is sure. */
const UNKNOWN_PHASES = 1;

/** What is known of a charger by its boot and by what was learnt of it so far. */
export function describe(
  { device, kinds, memory: { facts } }: Charger,
  boot: BootFacts,
): DeviceDescription {
  const { make, model, serial, firmwareVersion } = boot;
  return {
    ...{ class: device.class, make, model, serial, kinds },
    hardwareVersion: null,
    firmware: firmwareVersion ? { main: firmwareVersion } : {},
    ...{ zones: [], sensors: [], slotsMax: null },
    ...{ water: null, heatPump: null, flow: null, battery: null },
    charger: { maxAmps: facts.maxAmps, phases: facts.phases ?? UNKNOWN_PHASES },
  };
}

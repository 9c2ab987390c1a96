import type { Charger } from '../charger.ts';
import { reckonSoc } from '../evses/charging-needs.ts';
import { takeReading } from '../metering/take-reading.ts';
import { parseMeterValues } from './meter-values.ts';
import type { MeterValue } from './types.ts';

/**
 * Takes what was metered at an EVSE. `isPast`: while the link was down, so that it says nothing of
 * what flows now (OCPP 2.0.1 E12), but the register goes on from there.
 */
export async function takeMeterValues(
  charger: Charger,
  evseId: number,
  metered: { readonly values: readonly MeterValue[]; readonly isPast: boolean },
): Promise<void> {
  const { memory } = charger;
  const reading = parseMeterValues(metered.values, memory.connector(evseId).energy);
  if (!reading) return;
  const { energyWh } = reading;
  const reckoned = reckonSoc(memory.station.evse(evseId).needs, energyWh);
  const socPercent = reading.socPercent ?? reckoned;
  const powerW = metered.isPast ? null : reading.powerW;
  await takeReading(charger, evseId, { ...reading, socPercent, powerW });
}

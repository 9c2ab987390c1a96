import type { Charger } from '../charger.ts';
import type { MeterReading } from './meter-reading.ts';

/** Takes a sample of a connector; the newest power of the main one is the device's `meter`. */
export async function takeReading(
  { memory, store, metrics }: Charger,
  connectorId: number,
  reading: MeterReading,
): Promise<void> {
  const connector = memory.connector(connectorId);
  const { atMs, powerW, energyWh, socPercent, phases } = reading;
  const { implausible } = reading;
  if (implausible > 0) {
    metrics.count('frames_invalid', { protocol: 'ocpp', reason: 'implausible' }, implausible);
  }
  if (energyWh !== null) connector.energy = { energyWh, atMs };
  if (phases !== null) connector.phases = phases;
  if (powerW === null) return;
  connector.powerW = powerW;
  memory.changed();
  if (connectorId !== memory.mainConnectorId()) return;
  const sessionId = connector.session?.running ? connector.session.sessionId : null;
  await store.report('meter', { powerW, energyWh, socPercent, sessionId, phases }, atMs);
}

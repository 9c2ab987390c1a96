import type { Charger } from '../charger.ts';
import { renewPlan } from '../commands/outdated-plan.ts';
import type { MeterReading } from './meter-reading.ts';
import { noteSample } from './sample-clock.ts';

/** Takes a sample of a connector; the newest power of the main one is the device's `meter`. */
export async function takeReading(
  charger: Charger,
  connectorId: number,
  reading: MeterReading,
): Promise<void> {
  const { memory, store, metrics, clock } = charger;
  const connector = memory.connector(connectorId);
  const { atMs, powerW, energyWh, socPercent, phases } = reading;
  const { implausible } = reading;
  if (implausible > 0) {
    metrics.count('frames_invalid', { protocol: 'ocpp', reason: 'implausible' }, implausible);
  }
  if (noteSample(memory.sampleClock, { atMs, nowMs: clock.nowMs() }) === 'past') {
    // The register goes on from there, unless a later reading of it is known.
    const isLast = atMs >= (connector.energy?.atMs ?? atMs);
    if (energyWh !== null && isLast) connector.energy = { energyWh, atMs, isBefore: true };
    return;
  }
  if (energyWh !== null) connector.energy = { energyWh, atMs };
  // While a vehicle's power rises its phases may come one by one: two samples have to agree.
  const isSteady = phases !== null && phases === connector.phases;
  if (phases !== null) connector.phases = phases;
  if (isSteady && connectorId === memory.mainConnectorId()) await renewPlan(charger);
  if (powerW === null) return;
  connector.powerW = powerW;
  memory.changed();
  if (connectorId !== memory.mainConnectorId()) return;
  const sessionId = connector.session?.running ? connector.session.sessionId : null;
  await store.report('meter', { powerW, energyWh, socPercent, sessionId, phases }, atMs);
}

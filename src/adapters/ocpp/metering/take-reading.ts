import type { Charger } from '../charger.ts';
import { mendGuard } from '../commands/mend-guard.ts';
import { renewPlan } from '../commands/outdated-plan.ts';
import type { MeterReading } from './meter-reading.ts';
import { noteSample } from './sample-clock.ts';
import { settle } from './settling.ts';

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
  await takePhases(charger, connectorId, phases);
  if (powerW === null) return;
  connector.powerW = powerW;
  const { settling } = connector;
  const sample = { powerW, nowMs: clock.nowMs() };
  connector.settling = settling && settle(settling, sample, (ms) => clock.windowMs(ms));
  memory.changed();
  if (connectorId !== memory.mainConnectorId()) return;
  const sessionId = connector.session?.running ? connector.session.sessionId : null;
  const told = {
    ...(reading.isMean && { isMean: true as const }),
    ...(connector.settling && { isSettling: true as const }),
  };
  await store.report('meter', { powerW, energyWh, socPercent, sessionId, phases, ...told }, atMs);
}

/**
 * While a vehicle's power rises its phases may come one by one: two samples of a session have to
 * agree. An installation has at least those that a vehicle takes.
 */
async function takePhases(
  charger: Charger,
  connectorId: number,
  phases: MeterReading['phases'],
): Promise<void> {
  const { memory, log } = charger;
  const connector = memory.connector(connectorId);
  if (phases === null || !connector.session?.running) return;
  const isSteady = phases === connector.phases;
  connector.phases = phases;
  if (!isSteady) return;
  if (phases > (memory.facts.phases ?? 0)) {
    memory.facts = { ...memory.facts, phases };
    // Not waited for: some chargers answer nothing before they are answered.
    void mendGuard(charger).catch((error: unknown) => {
      log.warn({ err: error }, 'the guard was not given for all phases');
    });
  }
  if (connectorId === memory.mainConnectorId()) await renewPlan(charger);
}

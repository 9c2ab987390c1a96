import { toWatts } from '../hardware/power-path.ts';
import type { StationRuntime } from './station-runtime.ts';

/** What the control API shows of a charge point; energy in Wh, power in W, current in A a phase. */
export function describeStation(station: StationRuntime): object {
  station.advance();
  const { evse, profiles } = station;
  return {
    registration: station.boot.status,
    connectorId: evse.connectorId,
    connectorStatus: evse.status,
    session: describeSession(station),
    vehicle: {
      isPlugged: evse.isPlugged,
      isReady: evse.vehicle.isReady,
      isAsleep: evse.vehicle.isAsleep,
      socPercent: round(evse.vehicle.socPercent),
      targetSocPercent: evse.vehicle.targetSocPercent,
      batteryWh: evse.vehicle.batteryWh,
      phases: evse.vehicle.phases,
      location: station.location ?? null,
    },
    character: station.character.model,
    allowsProfiles: station.allowsProfiles,
    certificate: station.keyring.certificate ?? null,
    meterWh: round(evse.meterWh),
    supply: { ...evse.supply, maxPowerW: toWatts(evse.supply, evse.supply.maxAmps) },
    profiles: profiles.installed.map(({ connectorId, profile: { wire: _wire, ...profile } }) => ({
      connectorId,
      ...profile,
    })),
    queuedTransactionMessages: station.transactions.length,
  };
}

function describeSession({ evse, voice }: StationRuntime): object | null {
  const { session } = evse;
  if (session === undefined) return null;
  return {
    transactionId: voice.transactionId ?? null,
    idTag: session.idTag,
    energyWh: round(evse.meterWh - session.meterStartWh),
    powerW: round(evse.powerWatts),
    limitA: round(evse.offeredAmps),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

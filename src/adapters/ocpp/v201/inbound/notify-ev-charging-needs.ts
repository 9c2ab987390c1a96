import type { Charger } from '../../charger.ts';
import type { InboundHandler } from '../../version.ts';

type NotifyEvChargingNeedsRequest = {
  readonly evseId: number;
  readonly chargingNeeds: {
    readonly requestedEnergyTransfer: string;
    readonly departureTime?: string;
    readonly acChargingParameters?: { readonly energyAmount: number };
    readonly dcChargingParameters?: {
      readonly energyAmount?: number;
      readonly stateOfCharge?: number;
      readonly evEnergyCapacity?: number;
    };
  };
};

/**
 * OCPP 2.0.1 K15: what a vehicle needs, by ISO 15118. Its state of charge goes into the plan; the
 * plan itself comes as a profile when it is due, not as the answer to this: "Processing" where one
 * is installed, so that the station goes on with it, else "Rejected".
 */
export const notifyEvChargingNeeds: InboundHandler = async (params, charger) => {
  await takeNeeds(charger, params);
  const status = charger.memory.profiles.planId === null ? 'Rejected' : 'Processing';
  return { payload: { status } };
};

/** Keeps what a vehicle said that it needs. */
export async function takeNeeds(charger: Charger, params: unknown): Promise<void> {
  const { evseId, chargingNeeds } = params as NotifyEvChargingNeedsRequest;
  const { memory, store, clock } = charger;
  const { departureTime, acChargingParameters, dcChargingParameters } = chargingNeeds;
  const socPercent = dcChargingParameters?.stateOfCharge ?? null;
  const capacityWh = dcChargingParameters?.evEnergyCapacity ?? null;
  const neededWh = acChargingParameters?.energyAmount ?? dcChargingParameters?.energyAmount ?? null;
  if (socPercent !== null) {
    const meterWh = memory.connector(evseId).energy?.energyWh ?? null;
    memory.station.evse(evseId).needs = { socPercent, capacityWh, meterWh };
  }
  const at = new Date(clock.nowMs()).toISOString();
  const departureAt = departureTime ?? null;
  const sample = { at, evseId, neededWh, socPercent, capacityWh, departureAt };
  await store.record({ type: 'telemetry', name: 'needs', sample });
}

import type { SimulatorHandle } from '../lib/fleet.ts';
import type { MqttDevice } from '../lib/mqtt/device.ts';
import { type MqttFleetOptions, startMqttFleet } from '../lib/mqtt/fleet.ts';
import { makeBattery } from './battery.ts';
import { type BatterySetup, USUAL_SETUP } from './state.ts';

/** EUID of the first battery when none is named. */
export const BATTERY_ID = '70b3d5a4c1f00001';

/** What batteries are started with; only `url` is needed. */
export type BatteryOptions = MqttFleetOptions & Partial<BatterySetup>;

/** Starts batteries in this process; nothing is printed and nothing exits. */
export function startBatteries(options: BatteryOptions): Promise<SimulatorHandle<MqttDevice>> {
  const setup: BatterySetup = {
    capacityKwh: options.capacityKwh ?? USUAL_SETUP.capacityKwh,
    maxChargeW: options.maxChargeW ?? USUAL_SETUP.maxChargeW,
    maxDischargeW: options.maxDischargeW ?? USUAL_SETUP.maxDischargeW,
    socPercent: options.socPercent,
  };
  return startMqttFleet(
    { ...options, id: options.id ?? BATTERY_ID },
    { what: 'battery', makeModel: (parts) => makeBattery(parts, setup) },
  );
}

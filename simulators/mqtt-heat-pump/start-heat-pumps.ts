import type { SimulatorHandle } from '../lib/fleet.ts';
import type { MqttDevice } from '../lib/mqtt/device.ts';
import { type MqttFleetOptions, startMqttFleet } from '../lib/mqtt/fleet.ts';
import { makeHeatPump } from './heat-pump.ts';

/** EUID of the first heat pump controller when none is named. */
export const HEAT_PUMP_ID = '001e5e0902ba5d84';
/** ADC1 to ADC4, SENSOR01 and SENSOR02. */
export const DEFAULT_SENSORS = 6;

/** What heat pump controllers are started with; only `url` is needed. */
export interface HeatPumpOptions extends MqttFleetOptions {
  /** Sensors of each, 4 to 100. */
  readonly sensors?: number | undefined;
}

/** Starts heat pump controllers in this process; nothing is printed and nothing exits. */
export function startHeatPumps(options: HeatPumpOptions): Promise<SimulatorHandle<MqttDevice>> {
  const { id = HEAT_PUMP_ID, sensors = DEFAULT_SENSORS } = options;
  return startMqttFleet({ ...options, id }, (parts) => makeHeatPump(parts, sensors));
}

import type { SimulatorHandle } from '../../lib/fleet.ts';
import type { MqttDevice } from '../../lib/mqtt/device.ts';
import { type MqttFleetOptions, startMqttFleet } from '../../lib/mqtt/fleet.ts';
import { makeHeatPumpUnit } from './unit.ts';

/** EUID of the first heat pump unit when none is named. */
export const HEAT_PUMP_UNIT_ID = '70b3d5a4c1f10001';

/** What heat pump units are started with; only `url` is needed. */
export type HeatPumpUnitOptions = MqttFleetOptions;

/** Starts third-party heat pumps in this process; nothing is printed and nothing exits. */
export function startHeatPumpUnits(
  options: HeatPumpUnitOptions,
): Promise<SimulatorHandle<MqttDevice>> {
  return startMqttFleet(
    { ...options, id: options.id ?? HEAT_PUMP_UNIT_ID },
    { what: 'heat pump unit', makeModel: makeHeatPumpUnit },
  );
}

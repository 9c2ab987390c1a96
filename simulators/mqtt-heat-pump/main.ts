import { type SimulatorCommand, whole } from '../lib/cli.ts';
import { MQTT_VERSIONS, mqttOptionsOf } from '../lib/mqtt/fleet.ts';
import { runAsProgram, runSimulator } from '../lib/run.ts';
import { SENSORS_MAX, SENSORS_MIN } from './sensors.ts';
import { DEFAULT_SENSORS, HEAT_PUMP_ID, startHeatPumps } from './start-heat-pumps.ts';

const COMMAND: SimulatorCommand = {
  name: 'heat-pump',
  summary: 'A simulated heat pump controller: zones, hot water, sensors and a thermal model.',
  defaultId: HEAT_PUMP_ID,
  urlExample: 'mqtt://127.0.0.1:1883',
  defaultUrl: 'mqtt://127.0.0.1:1883',
  protocols: MQTT_VERSIONS,
  secretOption: 'secret',
  extend: (command) =>
    command.option(
      '--sensors <n>',
      'ADC1 to ADC4, then SENSOR01 and up',
      whole(SENSORS_MIN, SENSORS_MAX),
      DEFAULT_SENSORS,
    ),
  example: 'SIM_SECRET=... heat-pump --url mqtt://127.0.0.1:1883 --count 10 --faults drop-links',
};

/** Runs the simulator as a program; resolves to its exit code. */
export function main(argv: string[]): Promise<number> {
  return runSimulator(
    {
      command: COMMAND,
      start: (common, fleet) =>
        startHeatPumps({
          ...fleet,
          ...mqttOptionsOf(common),
          sensors: Number(common.own['sensors']),
        }),
    },
    argv,
  );
}

if (import.meta.main) await runAsProgram(main);

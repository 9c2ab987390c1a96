import type { SimulatorCommand } from '../lib/cli.ts';
import { MQTT_VERSIONS, mqttOptionsOf } from '../lib/mqtt/fleet.ts';
import { runAsProgram, runSimulator } from '../lib/run.ts';
import { BATTERY_ID, startBatteries } from './start-batteries.ts';

const COMMAND: SimulatorCommand = {
  name: 'battery',
  summary: 'A simulated home battery: state of charge, reserve, forced windows.',
  defaultId: BATTERY_ID,
  urlExample: 'mqtt://127.0.0.1:1883',
  defaultUrl: 'mqtt://127.0.0.1:1883',
  protocols: MQTT_VERSIONS,
  secretOption: 'secret',
  example: 'SIM_SECRET=... battery --url mqtt://127.0.0.1:1883 --for 60 --log wire.jsonl',
};

/** Runs the simulator as a program; resolves to its exit code. */
export function main(argv: string[]): Promise<number> {
  return runSimulator(
    {
      command: COMMAND,
      start: (common, fleet) => startBatteries({ ...fleet, ...mqttOptionsOf(common) }),
    },
    argv,
  );
}

if (import.meta.main) await runAsProgram(main);

import {
  type CommonArguments,
  percent,
  positive,
  type SimulatorCommand,
  whole,
} from '../lib/cli.ts';
import type { FleetOptions, SimulatorHandle } from '../lib/fleet.ts';
import { MQTT_VERSIONS, mqttOptionsOf } from '../lib/mqtt/fleet.ts';
import { runAsProgram, runSimulator } from '../lib/run.ts';
import { BATTERY_ID, startBatteries } from './start-batteries.ts';
import { USUAL_SETUP } from './state.ts';

const POWER = whole(1, 100_000);

const COMMAND: SimulatorCommand = {
  name: 'battery',
  summary: 'A simulated home battery: state of charge, reserve, forced windows.',
  defaultId: BATTERY_ID,
  urlExample: 'mqtt://127.0.0.1:1883',
  defaultUrl: 'mqtt://127.0.0.1:1883',
  protocols: MQTT_VERSIONS,
  secretOption: 'secret',
  extend: (command) =>
    command
      .option('--soc <percent>', 'state of charge at the start (default: by the seed)', percent)
      .option('--capacity-kwh <kwh>', 'what it holds', positive, USUAL_SETUP.capacityKwh)
      .option('--max-charge-w <watts>', 'the most that it takes', POWER, USUAL_SETUP.maxChargeW)
      .option(
        '--max-discharge-w <watts>',
        'the most that it gives',
        POWER,
        USUAL_SETUP.maxDischargeW,
      ),
  example: 'SIM_SECRET=... battery --url mqtt://127.0.0.1:1883 --for 60 --log wire.jsonl',
};

type OwnArguments = {
  readonly soc?: number;
  readonly capacityKwh: number;
  readonly maxChargeW: number;
  readonly maxDischargeW: number;
};

/** Runs the simulator as a program; resolves to its exit code. */
export function main(argv: string[]): Promise<number> {
  return runSimulator({ command: COMMAND, start }, argv);
}

function start(
  common: CommonArguments,
  fleet: FleetOptions & { readonly count: number },
): Promise<SimulatorHandle> {
  // The cast follows the options of COMMAND, which commander has filled in.
  const { soc: socPercent, ...setup } = common.own as OwnArguments;
  const { capacityKwh, maxChargeW, maxDischargeW } = setup;
  return startBatteries({
    ...fleet,
    ...mqttOptionsOf(common),
    ...{ capacityKwh, maxChargeW, maxDischargeW, socPercent },
  });
}

if (import.meta.main) await runAsProgram(main);

import { type CommonArguments, type SimulatorCommand, whole } from '../lib/cli.ts';
import type { FleetOptions, SimulatorHandle } from '../lib/fleet.ts';
import { runAsProgram, runSimulator } from '../lib/run.ts';
import { listCharacters, loadCharacter } from './character.ts';
import { PROTOCOLS } from './dialects.ts';
import { DEFAULT_CHARGER_ID, startChargers } from './start-chargers.ts';
import {
  addVehicleOptions,
  parsePhases,
  type VehicleArguments,
  vehicleOf,
} from './vehicle-options.ts';

const COMMAND: SimulatorCommand = {
  name: 'charger',
  summary: 'Simulated EV chargers that speak OCPP-J.',
  defaultId: DEFAULT_CHARGER_ID,
  urlExample: 'ws://127.0.0.1:9000/ocpp',
  defaultUrl: 'ws://127.0.0.1:9000/ocpp',
  protocols: PROTOCOLS,
  secretOption: 'password',
  example: 'charger --url ws://127.0.0.1:9000/ocpp --protocol 2.0.1 --plugged --character plain',
  extend: (command) =>
    addVehicleOptions(
      command
        .option('--character <name>', 'how this vendor differs, see below', 'plain')
        .option('--plugged', 'a vehicle is plugged from the beginning')
        .option('--autostart', 'charges a plugged vehicle by itself, with a local tag')
        .option('--max-amps <amps>', 'breaker, per phase', whole(6, 80), 32)
        .option('--phases <n>', '1 or 3, of the supply', parsePhases, 1),
    ),
  moreHelp: describeCharacters,
};

type OwnArguments = VehicleArguments & {
  readonly character: string;
  readonly plugged?: boolean;
  readonly autostart?: boolean;
  readonly maxAmps: number;
  readonly phases: 1 | 3;
};

/** Runs the charger simulator; resolves to the exit code (simulators.md). */
export function main(argv: string[]): Promise<number> {
  return runSimulator({ command: COMMAND, start }, argv);
}

function start(
  common: CommonArguments,
  fleet: FleetOptions & { readonly count: number },
): Promise<SimulatorHandle> {
  // The cast follows the options of COMMAND, which commander has filled in.
  const own = common.own as OwnArguments;
  return startChargers({
    ...fleet,
    url: common.url,
    id: common.id,
    protocol: common.protocol,
    character: own.character,
    password: common.secretOf,
    tls: common.tls,
    isPlugged: own.plugged === true,
    ...vehicleOf(own),
    startsByItself: own.autostart === true,
    maxAmps: own.maxAmps,
    phases: own.phases,
  });
}

/** One line for each character, its name first. */
async function describeCharacters(): Promise<string> {
  const names = await listCharacters();
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map(async (name) => {
    const { description } = await loadCharacter(name);
    return `  ${name.padEnd(width)}  ${description}`;
  });
  return ['Characters:', ...(await Promise.all(lines))].join('\n');
}

if (import.meta.main) await runAsProgram(main);

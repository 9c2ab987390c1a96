import { fileURLToPath } from 'node:url';
import { runChild } from './child.ts';
import { CliFailure, EXIT } from './failure.ts';
import { print } from './terminal.ts';

const SIMULATORS: ReadonlyMap<string, string> = new Map([
  ['charger', 'ocpp-charger'],
  ['battery', 'mqtt-battery'],
  ['heat-pump', 'mqtt-heat-pump'],
]);

const USAGE = `Usage: npm run sim -- <${[...SIMULATORS.keys()].join('|')}> [options]

Runs a simulated device as a program of its own. Its options: npm run sim -- charger --help`;

/**
 * Starts one simulator as a child with this same Node; all further arguments are the simulator's.
 * Returns its exit code.
 *
 * @throws CliFailure (2) for an unknown device.
 */
export async function run(args: readonly string[]): Promise<number> {
  const [device, ...rest] = args;
  if (device === '--help' || device === '-h') {
    print(USAGE);
    return EXIT.done;
  }
  return runChild(process.execPath, [simulatorPath(device), ...rest]);
}

function simulatorPath(device: string | undefined): string {
  const folder = device === undefined ? undefined : SIMULATORS.get(device);
  if (folder !== undefined) {
    return fileURLToPath(new URL(`../../simulators/${folder}/main.ts`, import.meta.url));
  }
  throw new CliFailure({
    what: device === undefined ? 'which device?' : `there is no simulator "${device}"`,
    why: `the simulators are ${[...SIMULATORS.keys()].join(', ')}`,
    remedy: 'type: npm run sim -- charger',
    exitCode: EXIT.usage,
  });
}

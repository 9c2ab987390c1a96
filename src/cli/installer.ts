import { EXIT } from './failure.ts';
import { addClaimCommand } from './installer-claim.ts';
import { addDeprovisionCommand } from './installer-deprovision.ts';
import type { InstallerCommand } from './installer-options.ts';
import { addStatusCommand } from './installer-status.ts';
import { addTestCallCommand } from './installer-test-call.ts';
import { makeCommand, parseArguments } from './options.ts';

/** Brings a controller to its account, and away from it; the result is the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const chosen = { code: EXIT.done as number };
  const command = makeCommand('installer', 'Brings heat pump controllers to their accounts.');
  command.addHelpText(
    'after',
    '\nThe key may be in JOULEGATE_API_KEY. docs/provisioning.md shows the whole way.' +
      '\nExample: npm run installer -- status --account A-1 --euid 00:1e:5e:09:02:ba:5d:84',
  );
  const parts: readonly InstallerCommand[] = [
    addClaimCommand,
    addStatusCommand,
    addTestCallCommand,
    addDeprovisionCommand,
  ];
  for (const add of parts) add(command, chosen);
  const usage = await parseArguments(command, args);
  return usage === EXIT.done ? chosen.code : usage;
}

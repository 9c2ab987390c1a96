import type { Command } from 'commander';
import { addEnrolCommand } from './admin-enrol.ts';
import { addFramesCommand } from './admin-frames.ts';
import { addKeyCommands } from './admin-keys.ts';
import { addReportCommands } from './admin-reports.ts';
import { addRevokeCommand } from './admin-revoke.ts';
import { EXIT } from './failure.ts';
import { makeCommand, parseArguments } from './options.ts';

/** Asks and steers a running gateway; the result is the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const command = makeCommand('admin', 'Asks and steers a running gateway.').addHelpText(
    'after',
    '\nExample: npm run admin -- key create --name "my first key"',
  );
  const parts: readonly ((command: Command) => void)[] = [
    addKeyCommands,
    addReportCommands,
    addEnrolCommand,
    addRevokeCommand,
    addFramesCommand,
  ];
  for (const add of parts) add(command);
  await parseArguments(command, args);
  return EXIT.done;
}

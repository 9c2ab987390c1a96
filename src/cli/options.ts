import { Command, CommanderError } from 'commander';
import { CliFailure, EXIT } from './failure.ts';

/** A commander command whose mistakes are ours to print: it throws, and never ends the process. */
export function makeCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
}

/**
 * Runs commander on `args` (without node and script).
 *
 * @returns the exit code: 0 when only help was asked for.
 * @throws CliFailure (2) for wrong usage; whatever the command's action throws.
 */
export async function parseArguments(command: Command, args: readonly string[]): Promise<number> {
  try {
    await command.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    throw new CliFailure({
      what: `joulegate ${pathOf(command)}: wrong usage`.replace(/ +:/, ':'),
      why: error.message.replace(/^error: /, ''),
      remedy: `type: joulegate ${pathOf(command)} --help`.replace(/ +/g, ' '),
      exitCode: EXIT.usage,
    });
  }
}

function pathOf(command: Command): string {
  return command.name() === 'joulegate' ? '' : command.name();
}

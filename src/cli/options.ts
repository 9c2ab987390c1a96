import { Command, CommanderError } from 'commander';
import { CliFailure, EXIT } from './failure.ts';
import { say } from './terminal.ts';

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
    // Asked for nothing: what there is to ask for is the answer.
    if (error.code === 'commander.help') {
      say(deepest(command, args).helpInformation().trimEnd());
      return EXIT.usage;
    }
    throw new CliFailure({
      what: `joulegate ${pathOf(command)}: wrong usage`.replace(/ +:/, ':'),
      why: `${error.message.replace(/^error: /, '')}${keyHint(error)}`,
      remedy: `type: ${helpOf(command, args)}`,
      exitCode: EXIT.usage,
    });
  }
}

/** The command that the arguments name: `admin key` is the `key` of `admin`. */
function deepest(command: Command, args: readonly string[]): Command {
  const [name, ...rest] = args;
  const next = command.commands.find((one) => one.name() === name);
  return next ? deepest(next, rest) : command;
}

/** A key is better in the environment, where no list of processes shows it. */
function keyHint({ code, message }: CommanderError): string {
  const isKey = code === 'commander.missingMandatoryOptionValue' && message.includes("'--key ");
  return isKey ? ', and JOULEGATE_API_KEY is not set: npm run admin -- key create makes a key' : '';
}

/** What shows the help of what was typed; npm puts no joulegate on the PATH. */
function helpOf(command: Command, args: readonly string[]): string {
  if (pathOf(command) === '') return 'node bin/joulegate.mjs --help';
  const names: string[] = [];
  for (let at = deepest(command, args); at !== command && at.parent; at = at.parent) {
    names.unshift(at.name());
  }
  return ['npm run', command.name(), '--', ...names, '--help'].join(' ');
}

function pathOf(command: Command): string {
  return command.name() === 'joulegate' ? '' : command.name();
}

import type { Command } from 'commander';
import { CliFailure, EXIT, formatFailure, toFailure } from './failure.ts';
import { makeCommand, parseArguments } from './options.ts';
import { say, watchOutput } from './terminal.ts';

/** One command of the binary: its own arguments in, its exit code out. */
export interface CommandModule {
  run(args: readonly string[]): Promise<number>;
}

/** Each command's file is imported only when it is asked for, so that help costs nothing. */
const COMMANDS: readonly { name: string; about: string; load: () => Promise<CommandModule> }[] = [
  { name: 'start', about: 'run the gateway', load: () => import('./start.ts') },
  {
    name: 'demo',
    about: 'run the gateway with a charger, a battery and a heat pump, and command each',
    load: () => import('./demo.ts'),
  },
  {
    name: 'sim',
    about: 'run a simulated device: charger, battery or heat-pump',
    load: () => import('./sim.ts'),
  },
  { name: 'admin', about: 'ask and steer a running gateway', load: () => import('./admin.ts') },
  {
    name: 'installer',
    about: 'bring a heat pump controller to its account, test it, take it away',
    load: () => import('./installer.ts'),
  },
  {
    name: 'bench',
    about: 'measure the gateway against the floor, side by side',
    load: () => import('./bench.ts'),
  },
];

/**
 * Runs one command line (without node and script) and returns its exit code. Failures are printed
 * in three lines on stderr: what, why, what to type. Data that could not be written is one.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  const output = watchOutput();
  try {
    const chosen = { code: EXIT.done as number };
    const usage = await parseArguments(makeProgram(chosen), args);
    const lost = await output.lost();
    if (lost !== null) throw notWritten(lost);
    return usage === EXIT.done ? chosen.code : usage;
  } catch (error) {
    const failure = toFailure(error);
    say(formatFailure(failure).trimEnd());
    return failure.exitCode;
  }
}

function notWritten(cause: Error): CliFailure {
  return new CliFailure(
    {
      what: 'the command did its work, but not all that it says could be written to stdout',
      why: cause.message,
      remedy: 'make room or give it another place, and ask for it again',
      exitCode: EXIT.failed,
    },
    { cause },
  );
}

function makeProgram(chosen: { code: number }): Command {
  const program = makeCommand('joulegate', 'Durable, ordered, safe commands to energy devices.')
    .enablePositionalOptions()
    .helpCommand(false);
  for (const { name, about, load } of COMMANDS) {
    // Everything behind the command's name is the command's own, --help included.
    program
      .command(name)
      .description(about)
      .argument('[arguments...]')
      .allowUnknownOption()
      .passThroughOptions()
      .helpOption(false)
      .action(async (rest: string[]) => {
        chosen.code = await (await load()).run(rest);
      });
  }
  return program;
}

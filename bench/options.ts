import type { Command } from 'commander';
import { CliFailure, EXIT } from '../src/cli/failure.ts';
import { makeCommand } from '../src/cli/options.ts';
import type { Scenario } from './scenario.ts';

/** What a run was asked for. */
export type BenchOptions = {
  readonly quick?: true;
  readonly compare?: true;
  readonly record?: true;
  readonly profile?: true;
  readonly json?: true;
  readonly list?: true;
  readonly scenario?: readonly string[];
  readonly rounds?: number;
};

/** The command line; `action` gets what was asked for. */
export function makeBenchCommand(action: (options: BenchOptions) => Promise<void>): Command {
  return makeCommand(
    'bench',
    'Measures the floor and the product in turn, in one process tree, and prints their ratio.',
  )
    .option('--quick', 'fewer and shorter rounds of the main scenarios, under two minutes')
    .option('--scenario <name...>', 'only these; --list names them')
    .option('--rounds <n>', 'how many rounds of each', toRounds)
    .option('--compare', 'say which ratios got worse than bench/results/recorded.json')
    .option('--record', 'keep this run as the one that runs of its kind are compared with')
    .option('--profile', 'take a CPU profile of the product and print its top functions')
    .option('--json', 'print the result as one JSON document')
    .option('--list', 'list the scenarios')
    .addHelpText('after', '\nExample: npm run bench -- --quick --compare')
    .action(action);
}

/** The scenarios that were asked for. @throws CliFailure (2) for one that does not exist. */
export function chooseScenarios(
  all: readonly Scenario[],
  { scenario, quick }: BenchOptions,
): readonly Scenario[] {
  if (!scenario) return all.filter(({ isQuick }) => isQuick || !quick);
  const unknown = scenario.find((name) => all.every((one) => one.name !== name));
  if (unknown === undefined) return all.filter(({ name }) => scenario.includes(name));
  throw new CliFailure({
    what: `there is no scenario "${unknown}"`,
    why: `the scenarios are ${all.map(({ name }) => name).join(', ')}`,
    remedy: 'type: npm run bench -- --list',
    exitCode: EXIT.usage,
  });
}

function toRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 1_000) return rounds;
  throw new CliFailure({
    what: `--rounds ${text} is no number of rounds`,
    why: 'it takes a whole number from 1 to 1000',
    remedy: 'type: npm run bench -- --rounds 7',
    exitCode: EXIT.usage,
  });
}

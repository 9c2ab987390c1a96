import { CliFailure, EXIT, formatFailure, toFailure } from '../src/cli/failure.ts';
import { catchSignals } from '../src/cli/interruption.ts';
import { parseArguments } from '../src/cli/options.ts';
import { type BenchOptions, chooseScenarios, makeBenchCommand } from './options.ts';
import { nowUs } from './process/now-us.ts';
import { makeProfiling } from './profiling.ts';
import { compareRuns, describeComparison } from './report/compare.ts';
import { describeRun, readRecorded, writeRun } from './report/files.ts';
import { makeProgress, type Progress } from './report/progress.ts';
import type { RunResult, ScenarioResult } from './report/result.ts';
import { toResultTable } from './report/table.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { makeStage } from './stage.ts';
import { readRedisVersion } from './systems/redis-binary.ts';

/** The bench as a program: stdout is the result, stderr is what it does meanwhile. */
async function main(): Promise<number> {
  const outcome = { code: EXIT.done as number };
  const command = makeBenchCommand(async (options) => {
    outcome.code = await run(options);
  });
  try {
    const usage = await parseArguments(command, process.argv.slice(2));
    return usage === EXIT.done ? outcome.code : usage;
  } catch (error) {
    const failure = toFailure(error);
    process.stderr.write(formatFailure(failure));
    return failure.exitCode;
  }
}

async function run(options: BenchOptions): Promise<number> {
  const chosen = chooseScenarios(scenarios, options);
  if (options.list) {
    print(chosen.map(({ name, about }) => `${name.padEnd(20)} ${about}`).join('\n'));
    return EXIT.done;
  }
  const interruption = catchSignals();
  const progress = makeProgress();
  const results: ScenarioResult[] = [];
  try {
    for (const scenario of chosen) {
      const staged = runStaged(scenario, { options, progress, asked: interruption.asked });
      // One that fails leaves the others worth showing.
      const result = await staged.catch((error: unknown) => {
        process.stderr.write(formatFailure(toFailure(error)));
        return 'failed' as const;
      });
      if (interruption.wasAsked() || !result) return EXIT.interrupted;
      if (result !== 'failed') results.push(result);
    }
  } finally {
    interruption.close();
  }
  if (results.length > 0) await show(results, options, progress);
  return results.length === chosen.length ? EXIT.done : EXIT.failed;
}

/** One scenario on a stage of its own; `null` = it was interrupted. Nothing of it is left. */
async function runStaged(
  scenario: Scenario,
  call: { options: BenchOptions; progress: Progress; asked: Promise<void> },
): Promise<ScenarioResult | null> {
  const { options, progress, asked } = call;
  const beganUs = nowUs();
  const isQuick = options.quick === true;
  const profiling = options.profile ? makeProfiling(scenario.name) : null;
  const profileDir = profiling?.folder ?? null;
  const stage = makeStage({ isQuick, progress, profileDir, say: progress.say });
  const running = runScenario(scenario, stage, {
    rounds: options.rounds ?? (isQuick ? scenario.rounds.quick : scenario.rounds.full),
    ...{ progress, nowUs },
    async onPrepared() {
      const redisSocket = stage.profiledRedis();
      if (redisSocket) await profiling?.begin(redisSocket);
    },
    onProductWindow: (window) => profiling?.addWindow(window),
    onMeasured: async () => await profiling?.end(),
  });
  // What an interruption cuts off fails when its processes are ended, with nobody to tell.
  const settled = running.then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([running, asked.then(() => null)]);
  } catch (cause) {
    throw notMeasured(scenario, cause);
  } finally {
    await stage.stop();
    await settled;
    progress.say(`  took ${Math.round((nowUs() - beganUs) / 1_000_000)} s`);
    if (profiling) progress.say(profiling.describe());
  }
}

function notMeasured({ name }: Scenario, cause: unknown): Error {
  if (cause instanceof CliFailure) return cause;
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const remedy = `type: npm run bench -- --scenario ${name}`;
  const what = `the scenario ${name} could not be measured`;
  return new CliFailure({ what, why, remedy, exitCode: EXIT.failed }, { cause });
}

async function show(
  results: readonly ScenarioResult[],
  options: BenchOptions,
  progress: Progress,
): Promise<void> {
  // Read before anything is recorded, or a run would be compared with itself.
  const isQuick = options.quick === true;
  const recorded = readRecorded({ isQuick });
  const facts = { isQuick, redis: await readRedisVersion() };
  const result: RunResult = describeRun({ ...facts, scenarios: results });
  const comparison = options.compare && recorded ? compareRuns(result, recorded) : null;
  if (options.json) print(JSON.stringify(comparison ? { ...result, comparison } : result, null, 2));
  else print(toResultTable(results));
  const file = writeRun(result, { isRecorded: options.record === true });
  progress.say(`written to ${file}`);
  if (!options.compare || options.json) return;
  if (comparison && recorded) print(describeComparison(comparison, recorded));
  else print(`no such run was recorded: npm run bench --${isQuick ? ' --quick' : ''} --record`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

process.exitCode = await main();

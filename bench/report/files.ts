import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { RunResult, ScenarioResult } from './result.ts';

const folder = fileURLToPath(new URL('../results/', import.meta.url));
const recordedFile = `${folder}recorded.json`;

/** Where CPU profiles go; git knows nothing of it. */
export const profileFolder = `${folder}profiles`;

/** The head of a run: what it ran on, without a name of the machine. */
export function describeRun(facts: {
  readonly isQuick: boolean;
  readonly redis: string;
  readonly scenarios: readonly ScenarioResult[];
}): RunResult {
  return {
    at: new Date().toISOString(),
    commit: readCommit(),
    node: process.versions.node,
    cores: availableParallelism(),
    ...facts,
  };
}

/** Writes a run under its time, and as the recorded one if asked; gives the file's name. */
export function writeRun(run: RunResult, { isRecorded }: { readonly isRecorded: boolean }): string {
  mkdirSync(folder, { recursive: true });
  const name = `${run.at.slice(0, 19).replaceAll(':', '-')}.json`;
  writeFileSync(`${folder}${name}`, toText(run));
  if (isRecorded) {
    const recorded = { ...readAllRecorded(), [slotOf(run)]: mergeRecorded(run) };
    writeFileSync(recordedFile, toText(recorded));
  }
  return `bench/results/${isRecorded ? 'recorded.json' : name}`;
}

/** The run of this kind that others are compared with; `null` = none was recorded. */
export function readRecorded(run: { readonly isQuick: boolean }): RunResult | null {
  return readAllRecorded()[slotOf(run)] ?? null;
}

/** A quick run has fewer devices and other rounds: it is compared with quick ones only. */
function slotOf({ isQuick }: { readonly isQuick: boolean }): 'quick' | 'full' {
  return isQuick ? 'quick' : 'full';
}

function readAllRecorded(): { readonly full?: RunResult; readonly quick?: RunResult } {
  return existsSync(recordedFile) ? JSON.parse(readFileSync(recordedFile, 'utf8')) : {};
}

/** A run of some scenarios leaves what was recorded of the others. */
function mergeRecorded(run: RunResult): RunResult {
  const kept = readRecorded(run)?.scenarios ?? [];
  const isNew = new Set(run.scenarios.map(({ name }) => name));
  return { ...run, scenarios: [...kept.filter(({ name }) => !isNew.has(name)), ...run.scenarios] };
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** Short, with a `+` when files differ from it. */
function readCommit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no', '--', '../..') !== '';
    return `${git('rev-parse', '--short=10', 'HEAD').trim()}${isChanged ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}

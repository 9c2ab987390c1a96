import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';

/** What one command line printed, and its exit code. */
export type CliRun = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs one command line in this process; neither stream is a terminal. */
export async function runCli(...args: readonly string[]): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk, ...rest: unknown[]) => {
      written[name] += String(chunk);
      const done = rest.at(-1);
      if (typeof done === 'function') process.nextTick(done);
      return true;
    }),
  );
  try {
    const code = await runProgram(args);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program in this terminal until it ends, with its signals forwarded, and returns its exit
 * code (128 + number for a signal, as shells do).
 *
 * @throws Error when it cannot be started.
 */
export function runChild(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    const forwards = (['SIGTERM', 'SIGINT'] as const).map((signal) => {
      // A terminal sends Ctrl-C to the child as well; twice would look like impatience.
      const forward = () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      };
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    const settle = (finish: () => void) => {
      for (const stop of forwards) stop();
      finish();
    };
    child.on('error', (error) => settle(() => reject(error)));
    child.on('exit', (code, signal) => {
      const byCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      settle(() => resolve(byCode));
    });
  });
}

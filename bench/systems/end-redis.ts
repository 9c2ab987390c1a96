import { isProcessAlive, waitForExit } from '../../src/store/redis/process-alive.ts';

const stopBoundMs = 5_000;

/** Ends a Redis in order, then by force; returns when it is gone. */
export async function endRedis(pid: number): Promise<void> {
  if (!isProcessAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  if (await waitForExit(pid, stopBoundMs)) return;
  process.kill(pid, 'SIGKILL');
  await waitForExit(pid, stopBoundMs);
}

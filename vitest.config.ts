import { homedir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// A run starts some 170 files and a hundred programs of ours, and they load the same modules: each
// but the first finds them compiled. Workers and whatever a test starts inherit it.
const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
process.env['NODE_COMPILE_CACHE'] ??= join(caches, 'joulegate', 'compiled');

/** Fast tests need no server and no sockets of ours; slow ones run on real Redis and sockets. */
const PROJECTS = [
  { name: 'unit', timeoutMs: 10_000, needsRedis: false },
  { name: 'architecture', timeoutMs: 10_000, needsRedis: false },
  { name: 'contract', timeoutMs: 30_000, needsRedis: true },
  { name: 'integration', timeoutMs: 30_000, needsRedis: true },
  { name: 'scenarios', timeoutMs: 60_000, needsRedis: true },
] as const;

export default defineConfig({
  // Node loads graphql's CommonJS build, as mercurius does; Vite would take the other one, and
  // objects of one build are strangers to the other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    pool: 'forks',
    // Starting a process and importing the gateway costs more than most files' tests: a worker
    // takes one file after the other, and test/support/leaks.ts fails a file that leaves a trace.
    isolate: false,
    maxWorkers: 4,
    projects: PROJECTS.map(({ name, timeoutMs, needsRedis }) => ({
      extends: true as const,
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        setupFiles: ['test/support/leaks.ts'],
        globalSetup: needsRedis ? ['test/support/global-setup.ts'] : [],
        testTimeout: timeoutMs,
        hookTimeout: timeoutMs,
        teardownTimeout: 15_000,
      },
    })),
  },
});

import { defineConfig } from 'vitest/config';

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

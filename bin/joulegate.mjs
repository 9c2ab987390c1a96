#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must get as far as the guard, and cannot read
// TypeScript. npm brings the right Node (docs/adr/0001-runtime-from-npm.md).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = [24, 14, 1];
const EXIT_CONFIGURATION = 78;
const RERUN_MARK = 'JOULEGATE_RERUN';

if (isNewEnough(process.versions.node)) {
  await keepCompiledModules();
  const { runProgram } = await import('../src/cli/program.ts');
  process.exit(await runProgram(process.argv.slice(2)));
} else {
  const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
  // The mark stops a bundled Node that is itself too old from running this for ever.
  if (existsSync(bundled) && process.env[RERUN_MARK] === undefined) rerunWith(bundled);
  else refuse();
}

/**
 * Each start but the first finds its modules compiled (docs/adr/0007-schemas-on-first-use.md).
 * Where nothing can be kept, everything is compiled again, as without it.
 */
async function keepCompiledModules() {
  // Not at the top: an older Node has no such export, and must get as far as the guard.
  const { enableCompileCache } = await import('node:module');
  try {
    const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
    // NODE_COMPILE_CACHE and NODE_DISABLE_COMPILE_CACHE come first; it does not throw.
    enableCompileCache(join(caches, 'joulegate', 'compiled'));
  } catch {
    // A user without a home.
  }
}

/** @param {string} version as in process.versions.node, for example 20.20.2 */
function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  const difference = OLDEST.map((part, index) => (parts[index] ?? 0) - part).find((d) => d !== 0);
  return (difference ?? 0) >= 0;
}

/** @param {string} program path of another node */
function rerunWith(program) {
  const entry = fileURLToPath(import.meta.url);
  const child = spawn(program, [entry, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, [RERUN_MARK]: '1' },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; twice would look like impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', refuse);
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

function refuse() {
  process.stderr.write(
    `joulegate needs Node ${OLDEST.join('.')} or newer\n` +
      `this is Node ${process.versions.node}, and npm has not brought a newer one\n` +
      'type: npm ci   (or install Node 24)\n',
  );
  process.exit(EXIT_CONFIGURATION);
}

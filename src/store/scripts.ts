import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainableCommander, Redis } from 'ioredis';
import { GatewayError } from '../domain/errors.ts';
import type { ReportTarget } from '../domain/ports/outbox.ts';
import { isPassing, toStoreError, whenReady } from './redis-errors.ts';

/** The scripts of this folder, one file each; `prelude.lua` stands before every one. */
export const scriptNames = [
  'accept',
  'refuse',
  'peek',
  'find-device',
  'take',
  'settle',
  'step',
  'connect',
  'disconnect',
  'report-state',
  'end-wish',
  'lease',
  'rearm',
  'register',
  'set-credentials',
  'charge',
  'start-session',
  'fold-energy',
  'fold-charge',
  'mark-charge',
  'outbox-due',
  'outbox-settle',
  'outbox-bury',
  'outbox-replay',
  'purge',
  'purge-refused',
  'enrol',
  'claim-open',
  'claim-enter',
  'claim-certify',
  'claim-register',
  'claim-finish',
  'claim-sweep',
  'rotate-certificate',
  'pend-certificate',
  'revoke-certificates',
  'use-certificate',
  'retire',
  'drop-credentials',
  'wizard-start',
  'wizard-cancel',
  'set-place',
  'learn-trait',
] as const;

/** Scripts whose repeat would answer otherwise: `remember.lua` gives their first answer again. */
const remembered: readonly ScriptName[] = [
  'lease',
  'charge',
  'outbox-due',
  'purge',
  'purge-refused',
  'enrol',
  'claim-sweep',
  'revoke-certificates',
  'retire',
  'set-credentials',
  'drop-credentials',
  'wizard-cancel',
  'learn-trait',
];

/** The name of a script. */
export type ScriptName = (typeof scriptNames)[number];

/** Runs scripts; arguments after the two that every script gets. */
export type Scripts = {
  /**
   * Runs one script. A lost answer is asked for again once with the same arguments and operation ID
   * (each script is idempotent), then answered as `unavailable`.
   * @throws GatewayError `unavailable`, or `invariant_broken` when the script refused to run.
   */
  run(name: ScriptName, nowMs: number, args: readonly (string | number)[]): Promise<unknown>;
  readonly redis: Redis;
};

type Script = { readonly source: string; readonly sha: string };

/** Makes the runner on a command connection that never resends by itself (design section 4). */
export function makeScripts(redis: Redis, targets: readonly ReportTarget[]): Scripts {
  const scripts = loadScripts();
  const marked = JSON.stringify(targets);
  return {
    redis,
    async run(name, nowMs, args) {
      const script = scripts[name];
      const all = [nowMs, marked, ...args, randomUUID()];
      try {
        return await evaluate(redis, script, all);
      } catch (error) {
        if (!isPassing(error)) throw toStoreError(error, name);
      }
      await whenReady(redis, 1_000);
      try {
        return await evaluate(redis, script, all);
      } catch (error) {
        throw toStoreError(error, name);
      }
    },
  };
}

async function evaluate(redis: Redis, script: Script, args: readonly (string | number)[]) {
  try {
    return await redis.evalsha(script.sha, 0, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(script.source, 0, ...args);
  }
}

function loadScripts(): Readonly<Record<ScriptName, Script>> {
  const read = (name: string) =>
    readFileSync(join(import.meta.dirname, 'lua', `${name}.lua`), 'utf8');
  const prelude = read('prelude');
  const remember = read('remember');
  const scripts: Partial<Record<ScriptName, Script>> = {};
  for (const name of scriptNames) {
    const body = read(name);
    const source = remembered.includes(name)
      ? `${prelude}\nlocal function act()\n${body}\nend\n${remember}`
      : `${prelude}\n${body}`;
    scripts[name] = { source, sha: createHash('sha1').update(source).digest('hex') };
  }
  return scripts as Readonly<Record<ScriptName, Script>>;
}

/** Reads outside the scripts, with the same errors. @throws GatewayError `unavailable`. */
export async function readFrom<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw toStoreError(error, what);
  }
}

/**
 * Runs a pipeline, whose commands fail one by one. Gives their values.
 * @throws GatewayError `unavailable` when one of them was not answered.
 */
export async function readAll(what: string, pipeline: ChainableCommander): Promise<unknown[]> {
  return await readFrom(what, async () => {
    const answers = (await pipeline.exec()) ?? [];
    return answers.map(([error, value]) => {
      if (error) throw error;
      return value;
    });
  });
}

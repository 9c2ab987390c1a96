import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ScriptName, scriptNames } from '../../src/store/scripts.ts';
import { type Cutter, type Frame, type Gate, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Before Redis has seen a script's call, or after it ran and before anybody heard of it. */
export type ScriptMoment = 'before' | 'after';

/** A proxy in front of Redis that can stop at a script. */
export type RedisProxy = TcpProxy & {
  /** For `REDIS_URL`. */
  readonly url: string;
  /** Holds the call, or the answer, of the `nth` run of a script whose arguments hold the text. */
  at(moment: ScriptMoment, script: ScriptName, which?: { containing?: string; nth?: number }): Gate;
};

/** Starts a proxy in front of the Redis behind a unix socket. */
export async function startRedisProxy(socketPath: string): Promise<RedisProxy> {
  const names = readScriptShas();
  const proxy = await startTcpProxy({ path: socketPath }, () => makeRedisCutter(names));
  return {
    ...proxy,
    url: `redis://127.0.0.1:${proxy.port}`,
    at: (moment, script, which) => proxy.gate({ label: `${moment} ${script}`, ...which }),
  };
}

/** The hash of each script's text with its prelude, as Redis names it. */
function readScriptShas(): ReadonlyMap<string, ScriptName> {
  const read = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../src/store/lua/${name}.lua`, import.meta.url)));
  const prelude = read('prelude');
  return new Map(scriptNames.map((name) => [toSha(`${prelude}\n${read(name)}`), name]));
}

function toSha(source: string): string {
  return createHash('sha1').update(source).digest('hex');
}

type Request = { readonly script: ScriptName | undefined; readonly text: string };

/** Answers come in the order of the calls, so that each is named by its call. */
function makeRedisCutter(names: ReadonlyMap<string, ScriptName>): Cutter {
  const pending: Request[] = [];
  return {
    toServer(head) {
      const bytes = findEnd(head, 0);
      if (bytes < 0) return null;
      const [command = '', body = '', ...rest] = readCall(head.subarray(0, bytes));
      const sha = command.toLowerCase() === 'eval' ? toSha(body) : body;
      const script = /^eval(sha)?$/i.test(command) ? names.get(sha) : undefined;
      const request = { script, text: rest.join(' ') };
      pending.push(request);
      return { bytes, label: script ? `before ${script}` : command, text: request.text };
    },
    toClient(head) {
      const bytes = findEnd(head, 0);
      if (bytes < 0) return null;
      if (String.fromCharCode(head[0] ?? 0) === '>') return { bytes, label: 'push', text: '' };
      return toAnswer(pending.shift(), bytes, head);
    },
  };
}

function toAnswer(request: Request | undefined, bytes: number, head: Buffer): Frame {
  const hasRun = request?.script && !head.subarray(0, 9).equals(noScript);
  return {
    bytes,
    label: hasRun ? `after ${request.script}` : 'answer',
    text: request?.text ?? '',
  };
}

const noScript = Buffer.from('-NOSCRIPT');

/** A call is an array of bulk strings. */
function readCall(call: Buffer): readonly string[] {
  const words: string[] = [];
  let at = call.indexOf('\r\n') + 2;
  while (at < call.length) {
    const end = findEnd(call, at);
    words.push(call.toString('utf8', call.indexOf('\r\n', at) + 2, end - 2));
    at = end;
  }
  return words;
}

/** Where the value that begins at `at` ends (RESP 2 and 3), or -1 when it is not all there. */
function findEnd(bytes: Buffer, at: number): number {
  const lineEnd = bytes.indexOf('\r\n', at);
  if (lineEnd < 0) return -1;
  const next = lineEnd + 2;
  const count = Number(bytes.toString('latin1', at + 1, lineEnd));
  switch (String.fromCharCode(bytes[at] ?? 0)) {
    case '$':
    case '=':
    case '!':
      if (count < 0) return next;
      return next + count + 2 <= bytes.length ? next + count + 2 : -1;
    case '*':
    case '~':
    case '>':
      return findEndOfMany(bytes, next, count);
    case '%':
      return findEndOfMany(bytes, next, count * 2);
    case '|':
      return findEndOfMany(bytes, next, count * 2 + 1);
    default:
      return next;
  }
}

function findEndOfMany(bytes: Buffer, at: number, count: number): number {
  let end = at;
  for (let left = count; left > 0 && end >= 0; left -= 1) end = findEnd(bytes, end);
  return end;
}

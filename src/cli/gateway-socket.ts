import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { CliFailure, EXIT } from './failure.ts';

/** One request to the gateway that runs on this machine, over its private socket. */
export interface LocalRequest {
  readonly dataDir: string;
  readonly request: { readonly command: string } & Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

/**
 * Sends one request over `<dataDir>/gateway.sock` and returns the answer's result.
 *
 * @throws CliFailure 3 when no gateway answers there, 4 when it belongs to another user,
 * 5 when the gateway refuses.
 */
export async function askLocalGateway({
  dataDir,
  request,
  timeoutMs,
}: LocalRequest): Promise<unknown> {
  const path = socketPathIn(resolve(dataDir));
  const line = await exchange(path, `${JSON.stringify(request)}\n`, timeoutMs);
  const answer = parseAnswer(line);
  if (answer?.ok === true) return answer.result;
  throw new CliFailure({
    what: `the gateway refused "${request.command}"`,
    why: answer?.error ?? 'it did not answer in its own words',
    remedy: 'type: npm run admin -- --help',
    exitCode: EXIT.refused,
  });
}

/** An over-long data folder keeps its sockets elsewhere and remembers where. */
function socketPathIn(dataDir: string): string {
  const direct = join(dataDir, 'gateway.sock');
  if (isThere(direct)) return direct;
  try {
    return join(readFileSync(join(dataDir, 'socket-folder'), 'utf8').trim(), 'gateway.sock');
  } catch {
    return direct;
  }
}

function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // The folder is closed to this user, or is none.
    const { message, code } = error as NodeJS.ErrnoException;
    throw unreachable(path, message, code);
  }
}

function exchange(path: string, line: string, timeoutMs: number): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(path, () => socket.write(line));
    let received = '';
    const give = (reason: string, code?: string) => {
      socket.destroy();
      fail(unreachable(path, reason, code));
    };
    socket.setEncoding('utf8');
    socket.setTimeout(timeoutMs, () => give(`it was silent for ${timeoutMs / 1000} s`));
    socket.on('error', (error: NodeJS.ErrnoException) => give(error.message, error.code));
    socket.on('close', () => give('it closed the connection without an answer'));
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (!received.includes('\n')) return;
      done(received);
      socket.destroy();
    });
  });
}

function unreachable(path: string, reason: string, code: string | undefined): CliFailure {
  const isForbidden = code === 'EACCES' || code === 'EPERM';
  return new CliFailure({
    what: `no gateway could be asked at ${path}`,
    why: isForbidden ? 'it belongs to another user' : reason,
    remedy: isForbidden
      ? 'run this as the user that runs the gateway'
      : 'type: npm start   (in another terminal, with the same DATA_DIR)',
    exitCode: isForbidden ? EXIT.notAllowed : EXIT.unreachable,
  });
}

type Answer = { ok?: boolean; result?: unknown; error?: string };

function parseAnswer(line: string): Answer | undefined {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return undefined;
  }
}

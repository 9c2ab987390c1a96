import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type ActionResult,
  cannot,
  DEVICE_ACTIONS,
  type DeviceAction,
  type SimulatedDevice,
} from './device.ts';
import { messageOf, UsageError } from './errors.ts';
import type { WireLog } from './wire-log.ts';

const BODY_MAX_BYTES = 16 * 1024;
const LOG_LINES_MAX = 1_000;

/** The running control API. */
export interface ControlApi {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** What the control API serves. */
export interface ControlApiOptions {
  readonly devices: readonly SimulatedDevice[];
  readonly log: WireLog;
  /** 0 takes any free port. */
  readonly port: number;
  /** Called once the answer to `POST /stop` has left. */
  readonly onStop: () => void;
}

/** Serves the routes of simulators.md, "Control API", on loopback only. */
export async function startControlApi(options: ControlApiOptions): Promise<ControlApi> {
  const byId = new Map(options.devices.map((device) => [device.id, device]));
  const server = createServer((request, response) => {
    route(request, { ...options, byId }).then(
      (answer) => send(response, answer, options.onStop),
      (error: unknown) => send(response, failure(500, messageOf(error)), options.onStop),
    );
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new UsageError(`--control-port ${options.port}: ${messageOf(cause)}`, { cause })),
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Routes extends ControlApiOptions {
  readonly byId: ReadonlyMap<string, SimulatedDevice>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly allow?: string;
  readonly isStop?: boolean;
}

async function route(request: IncomingMessage, routes: Routes): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [first, id, verb, ...rest] = segments(url);
  const method = request.method ?? 'GET';
  if (first === 'stop' && id === undefined) {
    return method === 'POST' ? { status: 202, body: { ok: true }, isStop: true } : wrong('POST');
  }
  if (first !== 'devices' || rest.length > 0) return failure(404, `no route ${url.pathname}`);
  if (id === undefined) {
    if (method !== 'GET') return wrong('GET');
    return { status: 200, body: { devices: routes.devices.map((device) => device.id) } };
  }
  const device = routes.byId.get(id);
  if (device === undefined) return failure(404, `no device ${id}`);
  if (verb === undefined || verb === 'log') {
    if (method !== 'GET') return wrong('GET');
    return verb === 'log' ? readLog(device, routes.log, url) : { status: 200, body: view(device) };
  }
  if (!isVerb(verb)) return failure(404, `no action ${verb}`);
  if (method !== 'POST') return wrong('POST');
  const body = await readBody(request);
  return 'status' in body ? body : act(device, verb, body.value);
}

type Verb = DeviceAction | 'fault' | 'clear-faults';

const VERBS: readonly string[] = [...DEVICE_ACTIONS, 'fault', 'clear-faults'];
const isVerb = (verb: string): verb is Verb => VERBS.includes(verb);

async function act(
  device: SimulatedDevice,
  verb: Verb,
  body: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  if (verb === 'clear-faults') {
    device.faults.clear();
    device.setFault?.(null);
    return { status: 200, body: { ok: true } };
  }
  if (verb === 'fault' && 'faultCode' in body) {
    return told(raiseFault(device, body['faultCode']));
  }
  if (verb === 'fault') {
    try {
      return { status: 200, body: { ok: true, result: device.faults.add(body) } };
    } catch (error) {
      if (error instanceof UsageError) return failure(400, error.message);
      throw error;
    }
  }
  return told(await device.act(verb, body));
}

const told = (done: ActionResult): Answer =>
  done.ok ? { status: 200, body: done } : failure(done.status, done.message);

function raiseFault(device: SimulatedDevice, code: unknown): ActionResult {
  if (typeof code !== 'string' || !/^[\w-]{1,32}$/.test(code)) {
    return { ok: false, status: 400, message: 'faultCode: 1 to 32 letters, digits, - or _' };
  }
  return device.setFault?.(code) ?? cannot('fault', 'device of this kind');
}

function readLog(device: SimulatedDevice, log: WireLog, url: URL): Answer {
  const after = Number(url.searchParams.get('after') ?? '0');
  if (!Number.isSafeInteger(after) || after < 0) {
    return failure(400, 'after: must be the n of the last line that was read');
  }
  const entries = log.after(device.id, after).slice(0, LOG_LINES_MAX);
  return { status: 200, body: { entries, next: entries.at(-1)?.n ?? after } };
}

function view(device: SimulatedDevice): object {
  return { id: device.id, ...device.state() };
}

/** Reads a JSON object, or nothing, of at most 16 KiB. */
async function readBody(
  request: IncomingMessage,
): Promise<Answer | { value: Readonly<Record<string, unknown>> }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_MAX_BYTES) return failure(413, `the body is over ${BODY_MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  if (size === 0) return { value: {} };
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return failure(400, 'the body must be a JSON object');
    }
    return { value: value as Record<string, unknown> };
  } catch (error) {
    return failure(400, `the body is not JSON: ${messageOf(error)}`);
  }
}

function send(response: ServerResponse, answer: Answer, onStop: () => void): void {
  const text = JSON.stringify(answer.body);
  if (answer.isStop === true) response.once('close', onStop);
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(answer.allow === undefined ? {} : { allow: answer.allow }),
    // Of a body that is too large the rest is never read; the stop must not wait for keep-alive.
    ...(answer.status === 413 || answer.isStop === true ? { connection: 'close' } : {}),
  });
  response.end(text);
}

/** Path segments, decoded; a broken escape matches nothing. */
function segments(url: URL): string[] {
  return url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return '';
      }
    });
}

const failure = (status: number, message: string): Answer => ({
  status,
  body: { ok: false, error: message },
});
const wrong = (allow: string): Answer => ({ ...failure(405, `use ${allow}`), allow });

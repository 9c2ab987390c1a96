import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '../../domain/ports/clock.ts';
import { isPrivateAddress } from './private-address.ts';

/** One POST. The signal ends it early; the deadline is the poster's own. */
export type Posting = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/** What came back: at most 64 KiB of the body, the rest is thrown away. */
export type Posted = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The way out: HTTP POST that follows no redirect and, unless allowed, reaches no private host. */
export type Outbound = {
  /** @throws Error whose message (by `toDetail`) names neither address nor secret. */
  post(posting: Posting): Promise<Posted>;
  /** Closes the idle connections; open requests end by their signal. */
  close(): void;
};

/** What the way out is made of. `resolve` is `dns.lookup` unless a test says otherwise. */
export type OutboundParts = {
  readonly clock: Clock;
  readonly allowPrivateTargets: boolean;
  readonly timeoutMs: number;
  readonly resolve?: typeof systemLookup;
};

/** A target that may not be reached: its own class, so that nobody mistakes it for the network. */
export class ForbiddenTarget extends Error {
  constructor() {
    super('the target is at a private address (ALLOW_PRIVATE_TARGETS is false)');
    this.name = 'ForbiddenTarget';
  }
}

const BODY_BYTES_MAX = 64 * 1024;
/** To one target; more would only wait in line (`report-channel.ts`). */
const SOCKETS_MAX = 32;

/** Makes the way out, with keep-alive connections of its own. */
export function makeOutbound(parts: OutboundParts): Outbound {
  const settings = {
    keepAlive: true,
    maxSockets: SOCKETS_MAX,
    lookup: parts.allowPrivateTargets ? systemLookup : makeGuardedLookup(parts.resolve),
  };
  const agents = { http: new HttpAgent(settings), https: new HttpsAgent(settings) };
  return {
    async post(posting) {
      if (!parts.allowPrivateTargets) refuseLiteral(posting.url);
      const late = new AbortController();
      const cancel = parts.clock.after(parts.timeoutMs, () => {
        late.abort(new Error(`no answer in ${parts.timeoutMs} ms`));
      });
      try {
        const signal = AbortSignal.any([posting.signal, late.signal]);
        return await exchange({ ...posting, signal }, agents);
      } catch (error) {
        throw late.signal.aborted ? late.signal.reason : error;
      } finally {
        cancel();
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** An address in the URL itself is never looked up, so the look-up cannot refuse it. */
function refuseLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw new ForbiddenTarget();
}

/**
 * The look-up of the socket itself: the addresses that are checked are the ones connected to, so
 * that a name that changes its address in between gains nothing. One private address refuses all.
 */
function makeGuardedLookup(resolve: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const fault = error ?? toFault(addresses);
      if (fault) return callback(fault, '', 0);
      if (options.all) return callback(null, addresses);
      const first = addresses[0] as LookupAddress;
      callback(null, first.address, first.family);
    });
  };
}

function toFault(addresses: readonly LookupAddress[]): Error | null {
  if (addresses.length === 0) return new Error('the name of the target has no address');
  return addresses.some(({ address }) => isPrivateAddress(address)) ? new ForbiddenTarget() : null;
}

async function exchange(
  { url, headers, body, signal }: Posting,
  agents: { http: HttpAgent; https: HttpsAgent },
): Promise<Posted> {
  const isTls = url.protocol === 'https:';
  const start = isTls ? httpsRequest : httpRequest;
  const agent = isTls ? agents.https : agents.http;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const length = String(Buffer.byteLength(body));
  const all = { 'user-agent': 'joulegate', ...headers, 'content-length': length };
  const request = start(url, { method: 'POST', agent, headers: all, signal });
  request.once('response', resolve);
  // Stays for the whole life of the request: a late error of a socket must find an ear.
  request.on('error', reject);
  request.end(body);
  const response = await promise;
  return {
    status: response.statusCode ?? 0,
    headers: toTextHeaders(response),
    body: await readBounded(response),
  };
}

async function readBounded(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop destroys the socket: an endless answer is not drained.
    if (bytes >= BODY_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_BYTES_MAX).toString('utf8');
}

function toTextHeaders(response: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

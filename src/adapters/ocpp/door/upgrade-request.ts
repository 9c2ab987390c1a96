import type { IncomingMessage } from 'node:http';

/** What an upgrade request asks for, or why it is refused before anything else looks at it. */
export type UpgradeRequest =
  | {
      readonly kind: 'well-formed';
      readonly identity: string;
      /** `null`: no credentials, or those of another name; still counted as a wrong attempt. */
      readonly secret: Buffer | null;
    }
  | RefusedUpgrade;

type RefusedUpgrade = {
  readonly kind: 'refused';
  readonly status: 400 | 404;
  /** A word of a closed set, to be counted. */
  readonly reason: 'request' | 'path' | 'identity' | 'subprotocol';
  /** For the one who reads the charger's log. */
  readonly detail: string;
  /** Only where it is well formed. */
  readonly identity: string | null;
};

const IDENTITY = /^[A-Za-z0-9._:-]{1,48}$/;
const PATH = /^\/ocpp\/([^/?#]+)(?:\?[^#]*)?$/;
const BASIC = /^ *Basic +([A-Za-z0-9._~+/-]+=*) *$/i;

/**
 * Reads an upgrade request (OCPP-J 1.6 3.1): the identity is the last path segment, the password
 * follows it in the Basic header. Never throws: ocpp-rpc dies of a bad percent-escape here.
 */
export function parseUpgrade(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  subprotocols: readonly string[],
): UpgradeRequest {
  if (request.method !== 'GET') return refused(400, 'request', 'only GET can be upgraded');
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    return refused(400, 'request', 'only WebSocket is spoken here');
  }
  const segment = PATH.exec(request.url ?? '')?.[1];
  if (segment === undefined) return refused(404, 'path', 'the path must be /ocpp/<identity>');
  const identity = decodeSegment(segment);
  if (identity === null) return refused(400, 'identity', 'the identity holds a bad percent-escape');
  // "." and ".." would be taken for path steps by the URL parser behind this guard.
  if (!IDENTITY.test(identity) || identity === '.' || identity === '..') {
    return refused(404, 'identity', 'no such identity is possible');
  }
  if (!offersAny(request.headers['sec-websocket-protocol'], subprotocols)) {
    const detail = `no common subprotocol, spoken: ${subprotocols.join(', ')}`;
    return { ...refused(400, 'subprotocol', detail), identity };
  }
  return {
    kind: 'well-formed',
    identity,
    secret: parseBasic(request.headers.authorization, identity),
  };
}

/**
 * The password of a Basic header whose user name is the identity, as bytes (OCPP-J 1.6 6.2; the
 * security whitepaper allows random binary keys, and identities may hold colons).
 */
function parseBasic(header: string | undefined, identity: string): Buffer | null {
  const encoded = BASIC.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, 'base64');
  const prefix = Buffer.from(`${identity}:`);
  return decoded.subarray(0, prefix.length).equals(prefix) ? decoded.subarray(prefix.length) : null;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function offersAny(header: string | undefined, subprotocols: readonly string[]): boolean {
  const offered = (header ?? '').split(',').map((name) => name.trim());
  return subprotocols.some((subprotocol) => offered.includes(subprotocol));
}

function refused(
  status: RefusedUpgrade['status'],
  reason: RefusedUpgrade['reason'],
  detail: string,
): RefusedUpgrade {
  return { kind: 'refused', status, reason, detail, identity: null };
}

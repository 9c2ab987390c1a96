import type { FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, type GraphQLSchema, validate } from 'graphql';
import { parseAuthorization } from '../auth/header.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { type GatewayContext, makeContext } from '../graphql/context.ts';
import { findExcess } from '../graphql/measure-document.ts';
import { parseRequestHeaders } from './request-headers.ts';
import type { SocketSeats } from './socket-seats.ts';

/** The one subprotocol served. */
export const socketProtocol = 'graphql-transport-ws';

/** What mercurius keeps of a socket. */
export type SocketContext = Partial<GatewayContext> & {
  readonly request: FastifyRequest;
  readonly _connectionInit?: unknown;
};

/**
 * Prepares one subscription: mercurius neither validates its document nor asks who it is.
 * @throws GraphQLError for a bad document; ApiError when the token is missing or not valid.
 */
export async function admitSubscription(
  parts: GatewayParts & { seats: SocketSeats },
  request: { schema: GraphQLSchema; document: DocumentNode; context: SocketContext },
): Promise<void> {
  const { schema, document, context } = request;
  const excess = findExcess(schema, document, parts.settings.limits);
  const [fault] = excess ? [excess] : validate(schema, document);
  if (fault) throw fault;
  const { raw, ip } = context.request;
  const own = makeContext(parts, {
    source: ip,
    headers: parseRequestHeaders(raw.headers),
    token: findToken(context),
    holdSubscription: (end) => parts.seats.hold(raw.socket, end),
  });
  await own.caller();
  parts.seats.confirm(raw.socket);
  Object.assign(context, own);
}

/** In the payload of `connection_init`, or in a header of the upgrade. */
function findToken({ request, _connectionInit }: SocketContext): string | null {
  const payload = (_connectionInit ?? {}) as Record<string, unknown>;
  const headers = (payload['headers'] ?? {}) as Record<string, unknown>;
  const { Authorization = payload['authorization'] } = payload;
  const { Authorization: inHeaders = headers['authorization'] } = headers;
  const text = [Authorization, inHeaders].find((each) => typeof each === 'string');
  return parseAuthorization((text as string | undefined) ?? request.raw.headers.authorization);
}

/** True for an upgrade that this server can answer. */
export function isKnownUpgrade(request: FastifyRequest): boolean {
  const protocols = request.headers['sec-websocket-protocol'] ?? '';
  return protocols.split(',').some((each) => each.trim() === socketProtocol);
}

/** The document of a source that mercurius would else read as JSON. */
export function refuseJsonDocument(source: string): void {
  if (!/^[\s,\uFEFF]*(\{\s*["}]|[[\d"tn-]|false)/.test(source)) return;
  throw new GraphQLError('Syntax Error: the query is not a GraphQL document.');
}

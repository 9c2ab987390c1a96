import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import mercurius, { type IResolvers, type MercuriusContext } from 'mercurius';
import { parseAuthorization } from '../auth/header.ts';
import { formatErrors } from '../errors/format-errors.ts';
import { RequestError } from '../errors/request-error.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { type GatewayContext, makeContext } from '../graphql/context.ts';
import { findExcess, isIntrospection } from '../graphql/measure-document.ts';
import { resolvers } from '../graphql/resolvers.ts';
import { scalars } from '../graphql/scalars.ts';
import { chargeMutations } from './charge-mutations.ts';
import { type IntrospectionCache, makeIntrospectionCache } from './introspection-cache.ts';
import { fixedLimits } from './limits.ts';
import { checkBody, checkContentType } from './request-body.ts';
import { parseRequestHeaders, type RequestHeaders } from './request-headers.ts';
import { makeSocketSeats, type SocketSeats } from './socket-seats.ts';
import {
  admitSubscription,
  isKnownUpgrade,
  refuseJsonDocument,
  type SocketContext,
} from './subscriptions.ts';

/** Where the API is; the trailing slash of the public one is optional. */
export const graphqlPath = '/v1/graphql';

/** A request's context as mercurius hands it to hooks. */
type HookContext = MercuriusContext &
  GatewayContext & { isIntrospection?: boolean; isMutation?: boolean };

const schemaFile = new URL('../graphql/schema.graphql', import.meta.url);
const keepAliveMs = 30_000;

/** Serves the schema in a scope of its own: POST, and WebSockets for subscriptions. */
export async function registerGraphql(scope: FastifyInstance, parts: GatewayParts): Promise<void> {
  const introspections = makeIntrospectionCache();
  const seats = makeSocketSeats(parts.clock);
  const parsedHeaders = new WeakMap<FastifyRequest, RequestHeaders>();
  guardRequests(scope, { introspections, seats, parsedHeaders });
  await scope.register(mercurius, {
    path: graphqlPath,
    schema: readFileSync(schemaFile, 'utf8'),
    resolvers: { ...resolvers, ...scalars } as unknown as IResolvers,
    graphql: { parseOptions: { maxTokens: fixedLimits.documentTokens } },
    // Paths hold numbers, which mercurius's own response schema would turn into text.
    additionalRouteOptions: { serializerCompiler: () => JSON.stringify },
    context: (request) => toContext(parts, request, parsedHeaders) as unknown as MercuriusContext,
    errorFormatter: (execution, context) => format(parts, execution, context),
    subscription: { keepAlive: keepAliveMs },
  });
  addDocumentHooks(scope, parts, introspections);
  scope.graphql.addHook('preSubscriptionExecution', async (schema, document, context) => {
    await admitSubscription(
      { ...parts, seats },
      { schema, document, context: context as unknown as SocketContext },
    );
  });
  scope.addHook('onClose', () => parts.changeFeed.stop());
}

/** Refuses by method, by header and by seat before a body is read. */
function guardRequests(
  scope: FastifyInstance,
  parts: {
    introspections: IntrospectionCache;
    seats: SocketSeats;
    parsedHeaders: WeakMap<FastifyRequest, RequestHeaders>;
  },
): void {
  scope.addHook('onRequest', async (request, reply) => {
    if (request.raw.headers.upgrade !== undefined) {
      if (!isKnownUpgrade(request)) throw new RequestError(400, 'Speak graphql-transport-ws.');
      parts.seats.take(request.raw.socket);
    } else if (request.method !== 'POST') {
      reply.header('Allow', 'POST');
      throw new RequestError(405, 'Send GraphQL documents by POST.');
    } else {
      checkContentType(request.headers['content-type']);
    }
    parts.parsedHeaders.set(request, parseRequestHeaders(request.raw.headers));
  });
  scope.addHook('preValidation', async (request) => {
    // Before fastify's own check, which would make text of a number.
    if (request.method === 'POST') checkBody(request.body);
  });
  scope.addHook('preHandler', async (request, reply) => {
    const kept = parts.introspections.find(request);
    if (kept === undefined) return;
    return reply.type('application/json; charset=utf-8').send(kept);
  });
}

function addDocumentHooks(
  scope: FastifyInstance,
  parts: GatewayParts,
  introspections: IntrospectionCache,
): void {
  scope.graphql.addHook('preParsing', async (_schema, source) => refuseJsonDocument(source));
  scope.graphql.addHook('preValidation', async (schema, document) => {
    const excess = findExcess(schema, document, parts.settings.limits);
    if (excess) throw excess;
  });
  scope.graphql.addHook('preExecution', async (schema, document, mercuriusContext) => {
    const context = mercuriusContext as HookContext;
    const operationName = toOperationName(context.reply.request);
    const operation = getOperationAST(document, operationName);
    context.isIntrospection = operation ? isIntrospection(operation) : false;
    context.isMutation = operation?.operation === 'mutation';
    await chargeMutations(context, { schema, document, operationName });
  });
  scope.graphql.addHook('onResolution', async (execution, mercuriusContext) => {
    const context = mercuriusContext as HookContext;
    if (context.isIntrospection && !execution.errors) {
      introspections.keep(context.reply.request, execution.data);
    }
    if (!context.isMutation) return;
    const { transactionIds } = context;
    Object.assign(execution, { extensions: { ...execution.extensions, transactionIds } });
  });
}

function toOperationName(request: FastifyRequest): string | null {
  const { operationName } = (request.body ?? {}) as { operationName?: unknown };
  return typeof operationName === 'string' ? operationName : null;
}

/** Also called for requests that failed before their headers were read. */
function toContext(
  parts: GatewayParts,
  request: FastifyRequest,
  parsedHeaders: WeakMap<FastifyRequest, RequestHeaders>,
): GatewayContext {
  return makeContext(parts, {
    source: request.ip,
    headers: parsedHeaders.get(request) ?? parseRequestHeaders({}),
    token: parseAuthorization(request.headers.authorization),
  });
}

function format(
  parts: GatewayParts,
  execution: ExecutionResult,
  context: { reply?: FastifyReply },
) {
  const { statusCode, retryAfterSeconds, errors } = formatErrors(
    (execution.errors ?? []) as readonly GraphQLError[],
    parts,
  );
  if (retryAfterSeconds !== null) context.reply?.header('Retry-After', retryAfterSeconds);
  const hasData = execution.data !== undefined && statusCode !== 400;
  const response = hasData ? { data: execution.data, errors } : { errors };
  return { statusCode, response: response as unknown as ExecutionResult };
}

import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { ApiError } from './errors/api-error.ts';
import { toInternalError } from './errors/format-errors.ts';
import { RequestError } from './errors/request-error.ts';
import {
  type GatewayDeps,
  type GatewayParts,
  type GatewaySettings,
  makeGatewayParts,
} from './gateway-parts.ts';
import { endConnections } from './http/end-connections.ts';
import { registerGraphql } from './http/graphql-route.ts';
import { registerHealth } from './http/health.ts';
import { fixedLimits } from './http/limits.ts';

export type { GatewayDeps, GatewaySettings, Readiness } from './gateway-parts.ts';

/** Answers are data: no browser may run, load or frame anything because of them. */
const apiContentPolicy = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
};

/**
 * Builds the HTTP server without listening: the caller listens, and closes it. Bounded in body,
 * headers, time and connections; no CORS, so that no other site's page can call it.
 */
export function buildServer(deps: GatewayDeps, settings: GatewaySettings): FastifyInstance {
  const parts = makeGatewayParts(deps, settings);
  const { limits, trustedProxies } = settings;
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestSeconds * 1_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    frameworkErrors: (error, _request, reply) => sendError(reply, error, parts),
    genReqId: () => deps.ids.next(),
    // The schemas of routes are mercurius's constants: no need to check them at every start.
    ajv: { customOptions: { meta: false, validateSchema: false } },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    http: {
      headersTimeout: limits.headerSeconds * 1_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16_384,
    },
  });
  app.server.maxConnections = limits.connections;
  endConnections(app, deps.clock);
  handleErrors(app, parts);
  measureRequests(app, parts);
  closeRefusedUpgrades(app);
  app.register(helmet, { contentSecurityPolicy: apiContentPolicy });
  app.register(rateLimit, anonymousLimit());
  app.register(async (scope) => registerHealth(scope, parts));
  app.register(async (scope) => registerGraphql(scope, parts));
  return app;
}

/** Requests without a token are counted per source; those with one by the mutations they make. */
function anonymousLimit() {
  return {
    global: true,
    max: fixedLimits.anonymousRequestsPerMinute,
    timeWindow: 60_000,
    cache: 10_000,
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': true,
    },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    allowList: (request: { headers: { authorization?: string | undefined } }) =>
      request.headers.authorization !== undefined,
    errorResponseBuilder: (_request: unknown, { ttl }: { ttl: number }) =>
      new ApiError('rate_limited', { retryAfterMs: ttl }),
  };
}

/** Errors outside of GraphQL, in the same form; nothing internal leaves. */
function handleErrors(app: FastifyInstance, parts: GatewayParts): void {
  app.setNotFoundHandler((request, reply) => {
    const message = `There is nothing at ${request.method} ${request.url.split('?')[0]}.`;
    return reply.code(404).send({ errors: [{ message }] });
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => sendError(reply, error, parts));
}

function sendError(reply: FastifyReply, error: FastifyError, parts: GatewayParts) {
  if (error instanceof ApiError) {
    const { message, extensions } = error;
    return reply.code(429).send({ errors: [{ message, extensions }] });
  }
  const { statusCode = 500 } = error;
  const isShown = error instanceof RequestError || (statusCode >= 400 && statusCode < 500);
  if (isShown) return reply.code(statusCode).send({ errors: [{ message: error.message }] });
  const { message, extensions } = toInternalError(error, parts);
  return reply.code(500).send({ errors: [{ message, extensions }] });
}

function measureRequests(app: FastifyInstance, { metrics }: GatewayParts): void {
  app.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return;
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    metrics.observeSeconds('graphql_request', reply.elapsedTime / 1_000, { status });
  });
}

/** Node hands the socket of an upgrade over for good: a plain answer on it must end it too. */
function closeRefusedUpgrades(app: FastifyInstance): void {
  app.addHook('onResponse', async (request) => {
    if (request.raw.headers.upgrade !== undefined) request.raw.socket.destroySoon();
  });
}

import { GraphQLError } from 'graphql';
import { GatewayError } from '../../domain/errors.ts';
import type { Ids } from '../../domain/ports/ids.ts';
import type { Log } from '../../domain/ports/log.ts';
import { ApiError } from './api-error.ts';
import { RequestError } from './request-error.ts';
import { toApiError } from './to-api-error.ts';

/** One error as it is sent. */
export type SentError = {
  readonly message: string;
  readonly locations?: readonly { line: number; column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** All errors of one response with the HTTP status and, for 429, the seconds to wait. */
export type FormattedErrors = {
  readonly statusCode: number;
  readonly retryAfterSeconds: number | null;
  readonly errors: readonly SentError[];
};

/** What an error needs to be logged and found again. */
export type FormatContext = { readonly log: Log; readonly ids: Ids };

/**
 * Renders errors as kraken-api.md 2 says: 200 for business errors, 400 with message and locations
 * for a bad document, one fixed text with a log id for everything unexpected.
 */
export function formatErrors(
  errors: readonly GraphQLError[],
  context: FormatContext,
): FormattedErrors {
  const formatted = errors.flatMap(toParts).map((error) => formatOne(error, context));
  const waits = formatted.flatMap((one) => one.retryAfterSeconds ?? []);
  return {
    statusCode: Math.max(...formatted.map((one) => one.statusCode)),
    retryAfterSeconds: waits.length === 0 ? null : Math.max(...waits),
    errors: formatted.map((one) => one.error),
  };
}

type FormattedError = {
  readonly statusCode: number;
  readonly retryAfterSeconds: number | null;
  readonly error: SentError;
};

/** mercurius wraps all faults of a document in one error; each is shown on its own. */
function toParts(error: GraphQLError): readonly GraphQLError[] {
  const parts = (error.originalError as { errors?: unknown } | undefined)?.errors;
  if (!Array.isArray(parts) || parts.length === 0) return [error];
  return parts.map((part) =>
    part instanceof GraphQLError ? part : new GraphQLError(toText(part), { originalError: null }),
  );
}

function toText(part: unknown): string {
  const { message } = part as { message?: unknown };
  return typeof message === 'string' ? message : 'The request is malformed.';
}

function formatOne(error: GraphQLError, context: FormatContext): FormattedError {
  const cause = toCause(error);
  if (cause instanceof ApiError) return toBusinessError(error, cause, context);
  if (cause instanceof GatewayError) return toBusinessError(error, toApiError(cause), context);
  const status = toRequestStatus(cause);
  if (status !== null) return toRequestFault(error, status);
  if (cause === undefined && isDocumentFault(error)) return toRequestFault(error, 400);
  return toUnexpected(error, cause ?? error, context);
}

/** graphql wraps what a resolver throws, sometimes twice. */
function toCause(error: GraphQLError): Error | undefined {
  const { originalError } = error;
  return originalError instanceof GraphQLError ? toCause(originalError) : originalError;
}

/** Faults of the whole request: ours, and fastify's own (bad JSON, too large, no such type). */
function toRequestStatus(cause: Error | undefined): number | null {
  if (cause instanceof RequestError) return cause.statusCode;
  const { code, statusCode } = (cause ?? {}) as { code?: unknown; statusCode?: unknown };
  const isFrameworks = typeof code === 'string' && /^(FST_|MER_ERR_)/.test(code);
  const isClients = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isFrameworks && isClients ? statusCode : null;
}

/** Found before or while values were coerced: graphql's own text about the document. */
function isDocumentFault(error: GraphQLError): boolean {
  return error.path === undefined || /^(Argument|Variable) "/.test(error.message);
}

function toRequestFault(error: GraphQLError, statusCode: number): FormattedError {
  const { message, locations } = error;
  const sent = locations && locations.length > 0 ? { message, locations } : { message };
  return { statusCode, retryAfterSeconds: null, error: sent };
}

function toBusinessError(
  error: GraphQLError,
  cause: ApiError,
  context: FormatContext,
): FormattedError {
  if (cause.code === 'internal') return toUnexpected(error, cause.cause ?? cause, context);
  const { retryAfterMs } = cause;
  return {
    statusCode: cause.code === 'rate_limited' ? 429 : 200,
    retryAfterSeconds: retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1_000),
    error: toSent(error, cause),
  };
}

function toUnexpected(error: GraphQLError, cause: unknown, context: FormatContext): FormattedError {
  const statusCode = error.path === undefined ? 500 : 200;
  const internal = toInternalError(cause, context, error.path?.join('.'));
  return { statusCode, retryAfterSeconds: null, error: toSent(error, internal) };
}

/** Logs what was not expected; the caller is shown nothing of it but the id of the log line. */
export function toInternalError(cause: unknown, context: FormatContext, where?: string): ApiError {
  const logId = context.ids.next();
  context.log.error({ err: cause, logId, where }, 'unexpected error');
  return new ApiError('internal', { logId });
}

function toSent(error: GraphQLError, cause: ApiError): SentError {
  return {
    message: cause.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions: cause.extensions,
  };
}

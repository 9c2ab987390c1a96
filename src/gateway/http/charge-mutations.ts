import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Caller } from '../../domain/caller.ts';
import { GatewayError } from '../../domain/errors.ts';
import { ApiError } from '../errors/api-error.ts';
import type { GatewayContext } from '../graphql/context.ts';
import { countRootFields } from '../graphql/measure-document.ts';

const hourMs = 60 * 60_000;

/**
 * Charges the mutations of one request to an account's user, before any of them runs and per root
 * field, since aliases let one request hold many. Service and operator are not limited.
 * @throws ApiError `rate_limited`: none of them has run.
 */
export async function chargeMutations(
  context: GatewayContext,
  request: { schema: GraphQLSchema; document: DocumentNode; operationName: string | null },
): Promise<void> {
  const { schema, document, operationName } = request;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') return;
  const caller = await findCaller(context);
  if (!caller || caller.role === 'service' || caller.role === 'operator') return;
  const { limiter, settings } = context.parts;
  const cost = countRootFields(schema, document, operation);
  const scope = `mutations:${caller.subject}`;
  const limit = settings.limits.mutationsPerHour;
  const { retryAfterMs } = await limiter
    .charge(scope, cost, limit, hourMs)
    .catch((error) => passWhileUnavailable(error));
  if (retryAfterMs > 0) throw new ApiError('rate_limited', { retryAfterMs });
}

/** Signing in needs no caller; a bad token is said by the resolvers, each at its own path. */
async function findCaller(context: GatewayContext): Promise<Caller | null> {
  try {
    return await context.caller();
  } catch (error) {
    if (error instanceof ApiError && error.code !== 'rate_limited') return null;
    if (error instanceof GatewayError) return null;
    throw error;
  }
}

/** Without the store nothing is accepted either, and the mutation itself says so best. */
function passWhileUnavailable(error: unknown): { retryAfterMs: number } {
  if (error instanceof GatewayError && error.code === 'unavailable') return { retryAfterMs: 0 };
  throw error;
}

import type { GraphQLResolveInfo } from 'graphql';
import type { Command } from '../../domain/command.ts';
import type { Accepted, DeviceTarget } from '../../domain/submission.ts';
import { type ErrorWords, inWordsOf } from '../errors/to-api-error.ts';
import type { GatewayContext } from './context.ts';

/** One mutation, parsed: which device, what it is to do, and the input as it was given. */
export type Order = {
  readonly target: DeviceTarget;
  readonly commands: readonly Command[];
  readonly input: unknown;
};

/**
 * Hands commands to the domain under the name of the GraphQL field, and remembers their
 * transactions for `extensions.transactionIds` under the response key, so that aliases stay apart.
 */
export async function submit(
  context: GatewayContext,
  info: GraphQLResolveInfo,
  order: Order,
  words: ErrorWords,
): Promise<Accepted> {
  const responsePath = String(info.path.key);
  const { idempotencyKey, clientReference, traceparent } = context.headers;
  const caller = await context.caller();
  const accepted = await inWordsOf(words, () =>
    context.parts.submitCommand({
      caller,
      target: order.target,
      commands: order.commands,
      mutation: info.fieldName,
      responsePath,
      input: order.input,
      idempotencyKey,
      clientReference,
      traceparent,
    }),
  );
  context.transactionIds[responsePath] = accepted.transactionIds;
  return accepted;
}

/** The id of the one transaction that an order made. */
export function onlyId(accepted: Accepted): string | null {
  return accepted.transactionIds[0] ?? null;
}

import type { FastifyRequest } from 'fastify';
import { fixedLimits } from './limits.ts';

/** Answers to introspection: the schema never changes while the process runs. */
export type IntrospectionCache = {
  /** The whole response body, if this very request was answered before. */
  find(request: FastifyRequest): string | undefined;
  keep(request: FastifyRequest, data: unknown): void;
};

type Body = { query?: unknown; operationName?: unknown; variables?: unknown };

/** Makes a cache of a few answers; variables are never part of one. */
export function makeIntrospectionCache(): IntrospectionCache {
  const answers = new Map<string, string>();
  return {
    find(request) {
      if (answers.size === 0) return undefined;
      const key = toKey(request);
      return key === null ? undefined : answers.get(key);
    },
    keep(request, data) {
      const key = toKey(request);
      if (key === null || answers.size >= fixedLimits.introspections) return;
      answers.set(key, JSON.stringify({ data }));
    },
  };
}

function toKey({ body }: FastifyRequest): string | null {
  const { query, operationName, variables } = (body ?? {}) as Body;
  const hasVariables =
    typeof variables === 'object' && variables !== null && Object.keys(variables).length > 0;
  if (typeof query !== 'string' || hasVariables) return null;
  return `${typeof operationName === 'string' ? operationName : ''} ${query}`;
}

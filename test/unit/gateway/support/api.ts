import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { ApiKey } from '../../../../src/domain/ports/credentials.ts';
import { toSubject } from '../../../../src/gateway/auth/authenticate.ts';
import type { GatewayDeps, GatewaySettings } from '../../../../src/gateway/gateway-parts.ts';
import { buildServer } from '../../../../src/gateway/server.ts';
import { addKey } from './credential-fakes.ts';
import { makeFakes } from './fakes.ts';
import type { FakeWorld } from './world.ts';

/** One error of an answer. */
export type AnswerError = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly object[];
  readonly extensions: Readonly<Record<string, unknown>>;
};

/** The parsed body; `data` in the shape that the query asks for. */
export type AnswerBody = {
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Absent when there is none; then reading it fails the test. */
  readonly errors: readonly AnswerError[];
  readonly extensions: { readonly transactionIds: Readonly<Record<string, readonly string[]>> };
};

/** A GraphQL answer over HTTP. */
export type Answer = {
  readonly status: number;
  readonly response: LightMyRequestResponse;
  readonly body: AnswerBody;
};

/** A server over fakes, with ways to ask it. */
export type TestApi = {
  readonly app: FastifyInstance;
  readonly world: FakeWorld;
  readonly deps: GatewayDeps;
  ask(query: string, options?: AskOptions): Promise<Answer>;
  tokenOf(key: ApiKey): Promise<string>;
  close(): Promise<void>;
};

/** How to ask; `as` is a token. */
export type AskOptions = {
  readonly as?: string;
  readonly variables?: unknown;
  readonly headers?: Record<string, string>;
  readonly url?: string;
};

/** Builds a server over fakes; nothing listens. */
export async function startTestApi(
  change: (deps: GatewayDeps, settings: GatewaySettings) => Partial<GatewaySettings> = () => ({}),
): Promise<TestApi> {
  const { world, deps, settings } = makeFakes();
  const app = buildServer(deps, { ...settings, ...change(deps, settings) });
  await app.ready();
  return {
    app,
    world,
    deps,
    async ask(query, options = {}) {
      const { variables, as, headers = {}, url = '/v1/graphql/' } = options;
      const response = await app.inject({
        method: 'POST',
        url,
        headers: { ...(as !== undefined && { authorization: as }), ...headers },
        payload: { query, ...(variables !== undefined && { variables }) },
      });
      return { status: response.statusCode, response, body: response.json() };
    },
    async tokenOf(key) {
      const { id: credentialId, role, accounts } = key;
      const holder = { credentialId, subject: toSubject(key.id), role, accounts };
      return (await deps.tokens.issue(holder)).token;
    },
    close: () => app.close(),
  };
}

/** A token of a fresh key. */
export async function signInAs(
  api: TestApi,
  role: ApiKey['role'],
  accounts: readonly string[] = [],
): Promise<string> {
  return api.tokenOf(addKey(api.world, role, accounts));
}

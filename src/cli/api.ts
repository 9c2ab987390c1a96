import { ClientError, GraphQLClient } from 'graphql-request';
import { CliFailure, EXIT } from './failure.ts';

/** The GraphQL API of a running gateway, as the command line speaks it. */
export type Api = {
  /**
   * Sends one document. A token that ran out is renewed once.
   * @throws ApiError for errors in the answer; CliFailure 3 when nothing answers.
   */
  request<T>(document: string, variables?: object): Promise<T>;
  /** Sends a mutation and returns the ids of the transactions that it made. */
  mutate(document: string, variables?: object): Promise<readonly string[]>;
};

/** One error of an answer, with what a script and a person need of it. */
export class ApiError extends Error {
  readonly code: string;
  readonly errorType: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly exitCode: number;
  readonly why: string;
  readonly remedy: string;

  constructor(message: string, extensions: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'ApiError';
    this.extensions = extensions;
    this.code = String(extensions['errorCode'] ?? '');
    this.errorType = String(extensions['errorType'] ?? '');
    this.exitCode = exitCodes[this.errorType] ?? EXIT.refused;
    this.why = [this.code, toWhy(extensions)].filter(Boolean).join(': ');
    this.remedy = 'docs/errors.md says what each code means and who may retry';
  }
}

/** The most telling of what an answer says: its inputs, else its reason, else its code's text. */
function toWhy(extensions: Readonly<Record<string, unknown>>): unknown {
  const faults = extensions['validationErrors'];
  if (Array.isArray(faults) && faults.length > 0) return faults.map(toFaultText).join('; ');
  const { detail, code } = (extensions['reason'] ?? {}) as { detail?: unknown; code?: unknown };
  return detail ?? code ?? extensions['errorDescription'];
}

function toFaultText(fault: { inputPath?: readonly string[]; message?: string }): string {
  return [fault.inputPath?.join('.'), fault.message].filter(Boolean).join(': ');
}

const exitCodes: Readonly<Record<string, number>> = {
  AUTHORIZATION: EXIT.notAllowed,
  SERVICE_AVAILABILITY: EXIT.tryLater,
};

const tokenDocument = `mutation Token($key: String!) {
  obtainKrakenToken(input: { APIKey: $key }) { token }
}`;
const expiredCode = 'KT-CT-1124';

/**
 * Speaks to `<url>/v1/graphql/` with an API key; the token is fetched at the first request. The
 * whole address of the API will do as well.
 */
export function makeApi(url: string, apiKey: string): Api {
  const base = url.replace(/\/(v1\/graphql\/?)?$/, '');
  const client = new GraphQLClient(`${base}/v1/graphql/`);
  let token: string | null = null;
  const renew = async (): Promise<string> => {
    const answer = await send<{ obtainKrakenToken: { token: string } }>(client, {
      document: tokenDocument,
      variables: { key: apiKey },
    });
    return answer.data.obtainKrakenToken.token;
  };
  const ask = async <T>(document: string, variables: object): Promise<Answer<T>> => {
    token ??= await renew();
    try {
      return await send<T>(client, { document, variables, token });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== expiredCode) throw error;
      token = await renew();
      return await send<T>(client, { document, variables, token });
    }
  };
  return {
    async request<T>(document: string, variables: object = {}) {
      return (await ask<T>(document, variables)).data;
    },
    async mutate(document, variables = {}) {
      const { extensions } = await ask<unknown>(document, variables);
      return Object.values(extensions?.transactionIds ?? {}).flat();
    },
  };
}

/** `extensions.transactionIds`: response key to ids (kraken-api.md 4). */
type Answer<T> = { data: T; extensions?: { transactionIds?: Record<string, string[]> } };

async function send<T>(
  client: GraphQLClient,
  call: { document: string; variables: object; token?: string },
): Promise<Answer<T>> {
  const headers = call.token ? { authorization: `JWT ${call.token}` } : {};
  try {
    return (await client.rawRequest<T>(call.document, call.variables, headers)) as Answer<T>;
  } catch (error) {
    if (!(error instanceof ClientError)) throw unreachable(error);
    const [first] = error.response.errors ?? [];
    const message = first?.message ?? `the gateway answered HTTP ${error.response.status}`;
    throw new ApiError(message, (first?.extensions ?? {}) as Record<string, unknown>);
  }
}

function unreachable(error: unknown): CliFailure {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return new CliFailure({
    what: 'the gateway does not answer',
    why: cause instanceof Error ? cause.message : String(cause),
    remedy: 'type: npm start   (in another terminal), or name the right address with --url',
    exitCode: EXIT.unreachable,
  });
}

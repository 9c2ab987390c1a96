import { ClientError, GraphQLClient } from 'graphql-request';
import { CliFailure, EXIT } from './failure.ts';

/** The GraphQL API of a running gateway, as the command line speaks it. */
export type Api = {
  /**
   * Sends one document. A token that ran out is renewed once.
   * @throws ApiError for errors in the answer; CliFailure 3 when no gateway answers, 75 when what
   * stands before it says so.
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
    this.exitCode =
      this.code === wrongKeyCode ? EXIT.notAllowed : (exitCodes[this.errorType] ?? EXIT.refused);
    this.why = [this.code, toWhy(extensions)].filter(Boolean).join(': ');
    this.remedy = this.code === wrongKeyCode ? remedyOfKey : remedyOfRest;
  }
}

/** The most telling of what an answer says: its inputs, else its reason, else its code's text. */
function toWhy(extensions: Readonly<Record<string, unknown>>): unknown {
  const faults = extensions['validationErrors'];
  if (Array.isArray(faults) && faults.length > 0) return faults.map(toFaultText).join('; ');
  const { detail, code, earliestAt } = Object(extensions['reason']) as Record<string, unknown>;
  const why = detail ?? code ?? extensions['errorDescription'];
  return earliestAt ? `${why}, not before ${earliestAt}` : why;
}

function toFaultText(fault: { inputPath?: readonly string[]; message?: string }): string {
  return [fault.inputPath?.join('.'), fault.message].filter(Boolean).join(': ');
}

const exitCodes: Readonly<Record<string, number>> = {
  AUTHORIZATION: EXIT.notAllowed,
  SERVICE_AVAILABILITY: EXIT.tryLater,
};

const wrongKeyCode = 'KT-CT-1135';
const remedyOfKey =
  'correct --key or JOULEGATE_API_KEY, or make a key: npm run admin -- key create';
const remedyOfRest = 'docs/errors.md says what each code means and who may retry';
/** What a proxy says while the gateway behind it is away. */
const awayStatuses: readonly number[] = [429, 502, 503, 504];

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
  const endpoint = `${base}/v1/graphql/`;
  const at: Endpoint = { client: new GraphQLClient(endpoint), url: endpoint };
  let token: string | null = null;
  const renew = async (): Promise<string> => {
    const answer = await send<{ obtainKrakenToken: { token: string } }>(at, {
      document: tokenDocument,
      variables: { key: apiKey },
    });
    return answer.data.obtainKrakenToken.token;
  };
  const ask = async <T>(document: string, variables: object): Promise<Answer<T>> => {
    token ??= await renew();
    try {
      return await send<T>(at, { document, variables, token });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== expiredCode) throw error;
      token = await renew();
      return await send<T>(at, { document, variables, token });
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

type Endpoint = { readonly client: GraphQLClient; readonly url: string };

async function send<T>(
  { client, url }: Endpoint,
  call: { document: string; variables: object; token?: string },
): Promise<Answer<T>> {
  const headers = call.token ? { authorization: `JWT ${call.token}` } : {};
  try {
    const answer = await client.rawRequest<T>(call.document, call.variables, headers);
    if (!answer.data) throw new Error('no data');
    return answer as Answer<T>;
  } catch (error) {
    throw toError(error, url);
  }
}

function toError(error: unknown, url: string): Error {
  if (error instanceof ClientError) {
    const { errors, status } = error.response;
    const [first] = Array.isArray(errors) ? errors : [];
    if (first) return new ApiError(first.message, first.extensions ?? {});
    const why = `it answered HTTP ${status}`;
    return awayStatuses.includes(status) ? notNow(why, url) : foreign(`${why}, no GraphQL`, url);
  }
  // Whatever does not come from the network comes from reading the answer.
  const { cause } = error as Error;
  return cause === undefined ? foreign('its answer is no GraphQL', url) : unreachable(cause);
}

function unreachable(cause: unknown): CliFailure {
  return new CliFailure({
    what: 'the gateway does not answer',
    why: cause instanceof Error ? cause.message || String(cause) : String(cause),
    remedy: 'type: npm start   (in another terminal), or name the right address with --url',
    exitCode: EXIT.unreachable,
  });
}

function foreign(why: string, url: string): CliFailure {
  return new CliFailure({
    what: `what answers at ${url} is no joulegate`,
    why,
    remedy: 'name the address of the gateway with --url, for example http://127.0.0.1:4000',
    exitCode: EXIT.unreachable,
  });
}

function notNow(why: string, url: string): CliFailure {
  return new CliFailure({
    what: `the gateway cannot be asked at ${url} now`,
    why,
    remedy: 'try again in some seconds',
    exitCode: EXIT.tryLater,
  });
}

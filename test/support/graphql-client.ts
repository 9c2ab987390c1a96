/** One GraphQL error as a client reads it. */
export type GraphqlError = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>> & { readonly errorCode?: string };
};

/** A whole answer: nothing is thrown, tests look at what came. */
export type GraphqlAnswer<T = Record<string, unknown>> = {
  readonly httpStatus: number;
  readonly data: T | null;
  readonly errors: readonly GraphqlError[];
  readonly transactionIds: Readonly<Record<string, readonly string[]>>;
};

/** A plain client of the API: `fetch` and JSON, as a stranger would write it. */
export type GraphqlClient = {
  send<T = Record<string, unknown>>(
    document: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<GraphqlAnswer<T>>;
  /** Sends a mutation of one root field; returns its transaction id or fails with the errors. */
  accept(
    document: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<string>;
};

/** Signs in with an API key. @throws Error with the answer when that fails. */
export async function signIn(url: string, apiKey: string): Promise<GraphqlClient> {
  const document = 'mutation($k: String!) { obtainKrakenToken(input: { APIKey: $k }) { token } }';
  const answer = await post<{ obtainKrakenToken: { token: string } | null }>(url, {
    body: { query: document, variables: { k: apiKey } },
    headers: {},
  });
  if (!answer.data?.obtainKrakenToken) throw new Error(`sign-in failed: ${JSON.stringify(answer)}`);
  return makeClient(url, answer.data.obtainKrakenToken.token);
}

/** A client with a token. */
export function makeClient(url: string, token: string): GraphqlClient {
  const send = <T>(
    query: string,
    variables: object = {},
    headers: Readonly<Record<string, string>> = {},
  ) =>
    post<T>(url, {
      body: { query, variables },
      headers: { authorization: `JWT ${token}`, ...headers },
    });
  return {
    send,
    async accept(document, variables, headers) {
      const answer = await send(document, variables, headers);
      const [id] = Object.values(answer.transactionIds).flat();
      if (!id || answer.errors.length > 0) throw new Error(JSON.stringify(answer));
      return id;
    },
  };
}

async function post<T>(
  url: string,
  call: { body: unknown; headers: Readonly<Record<string, string>> },
): Promise<GraphqlAnswer<T>> {
  const response = await fetch(`${url}/v1/graphql/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...call.headers },
    body: JSON.stringify(call.body),
  });
  const body = (await response.json()) as {
    data?: T;
    errors?: GraphqlError[];
    extensions?: { transactionIds?: Record<string, string[]> };
  };
  return {
    httpStatus: response.status,
    data: body.data ?? null,
    errors: body.errors ?? [],
    transactionIds: body.extensions?.transactionIds ?? {},
  };
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came: the token, the document and its variables. */
export interface BareRequest {
  readonly token: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** A GraphQL address that answers what a test says; it keeps what it was asked. */
export interface BareGraphql {
  readonly url: string;
  readonly requests: readonly BareRequest[];
  close(): Promise<void>;
}

/** Starts it on loopback; what `answer` throws becomes a top-level error with that message. */
export async function startBareGraphql(
  answer: (request: BareRequest) => Promise<object>,
): Promise<BareGraphql> {
  const requests: BareRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    const request = { token: incoming.headers.authorization ?? '', ...JSON.parse(text) };
    requests.push(request);
    const body = await answer(request).then(
      (data) => ({ data }),
      (error: Error) => ({ data: null, errors: [{ message: error.message }] }),
    );
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/graphql/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

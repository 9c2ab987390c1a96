import { Agent, request } from 'node:http';

/** One mutation, the same document at the floor and at the product. */
export type Mutation = { readonly document: string; readonly variables: object };

/** Sends mutations over connections that are kept. */
export type ApiClient = {
  /** Resolves with the transaction's id once the answer was read. */
  send(mutation: Mutation): Promise<string>;
  close(): void;
};

type Body = {
  readonly data?: Record<string, { transactionId?: string; id?: string } | null> | null;
  readonly extensions?: { readonly transactionIds?: Record<string, readonly string[]> };
};

const boundMs = 15_000;

/** `connectionsMax` is how many requests can be out at a time. */
export function makeApiClient(place: {
  readonly http: string;
  readonly token: string | null;
  readonly connectionsMax: number;
}): ApiClient {
  const { http, token, connectionsMax } = place;
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax });
  const { hostname, port } = new URL(http);
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `JWT ${token}` }),
  };
  return {
    send({ document, variables }) {
      const body = Buffer.from(JSON.stringify({ query: document, variables }));
      return new Promise((resolve, reject) => {
        const call = request(
          {
            ...{ agent, hostname, port, method: 'POST', path: '/v1/graphql/', timeout: boundMs },
            headers: { ...headers, 'content-length': body.length },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              const id = findTransactionId(text);
              if (id === null) reject(new Error(`no transaction: ${text.slice(0, 500)}`));
              else resolve(id);
            });
          },
        );
        call.on('error', reject);
        call.on('timeout', () => call.destroy(new Error(`no answer within ${boundMs} ms`)));
        call.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

/**
 * In the payload, or in the extensions where the mutation returns the device. The floor has neither
 * devices nor extensions: there the `id` of what is returned is the transaction's.
 */
function findTransactionId(text: string): string | null {
  const { data, extensions } = JSON.parse(text) as Body;
  const payload = Object.values(data ?? {})[0];
  const listed = Object.values(extensions?.transactionIds ?? {}).flat()[0];
  return payload?.transactionId ?? listed ?? payload?.id ?? null;
}

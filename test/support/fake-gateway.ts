import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a document with this root field is answered with: data of the field, or an error. */
export type FieldAnswer =
  | { readonly data: unknown; readonly transactionIds?: readonly string[] }
  | { readonly error: string; readonly extensions: Readonly<Record<string, unknown>> };

/** One request as it came. */
export type Asked = {
  readonly field: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
};

/** A GraphQL API on loopback that answers what a test tells it, for the command line. */
export type FakeGateway = {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Answers of a root field; the last one is repeated. */
  answer(field: string, ...answers: readonly FieldAnswer[]): void;
  /** Forgets what came and what was told. */
  clear(): void;
  stop(): Promise<void>;
};

/** Starts it; signing in works with any key, unless it is told otherwise. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const asked: Asked[] = [];
  const told = new Map<string, FieldAnswer[]>();
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const { query, variables } = body as { query: string; variables: Asked['variables'] };
      const field = /\{\s*(\w+)/.exec(query.slice(query.indexOf('{')))?.[1] ?? '';
      const token = request.headers.authorization;
      if (field !== 'obtainKrakenToken') asked.push({ field, variables, token });
      const answer = toAnswer(field, told.get(field) ?? []);
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (field, ...answers) => void told.set(field, [...answers]),
    clear() {
      asked.length = 0;
      told.clear();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toAnswer(field: string, answers: FieldAnswer[]): object {
  const isSignIn = field === 'obtainKrakenToken';
  if (isSignIn && answers.length === 0) return { data: { [field]: { token: 'a-token' } } };
  const next = answers.length > 1 ? answers.shift() : answers[0];
  if (next === undefined) return { errors: [{ message: `nothing told for ${field}` }] };
  if ('error' in next) {
    const { error: message, extensions } = next;
    return { data: { [field]: null }, errors: [{ message, path: [field], extensions }] };
  }
  const { data, transactionIds } = next;
  const extensions = transactionIds && { transactionIds: { [field]: transactionIds } };
  return { data: { [field]: data }, ...(extensions && { extensions }) };
}

/** The body of a request as JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}

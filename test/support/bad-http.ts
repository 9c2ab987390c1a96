import type { Random } from '../../simulators/lib/random.ts';
import { noise, pick, scribble, whole } from './harm-check.ts';

/** What bad requests aim at. */
export type HttpAim = { readonly token: string; readonly account: string; readonly euid: string };

/** One bad request as the bytes that go over the wire. */
export function toBadRequest(random: Random, aim: HttpAim): Buffer {
  return pick(random, makers)(random, aim);
}

type Maker = (random: Random, aim: HttpAim) => Buffer;

const makers: readonly Maker[] = [
  (random, aim) => request(aim, { body: toBrokenJson(random, aim) }),
  (random, aim) => request(aim, { body: JSON.stringify(toWrongShape(random, aim)) }),
  (random, aim) => request(aim, { body: toBody(toBadDocument(random), {}) }),
  (random, aim) => request(aim, { body: toBody(waterDocument, toBadVariables(random, aim)) }),
  // A command that would be taken, were it not for its headers.
  (random, { token, account, euid }) =>
    request(
      { token, account, euid },
      {
        headers: toBadHeaders(random),
        body: toBody(waterDocument, { account, euid, setpoint: 50 }),
      },
    ),
  (random, aim) =>
    request(aim, {
      method: pick(random, ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW']),
      body: toBody('{ viewer { id } }', {}),
    }),
  (random, aim) =>
    request(aim, {
      path: pick(random, [
        '/v1/graphql/../../etc/passwd',
        '/v1/graphql/%00',
        '/v1/%',
        '//',
        '/graphiql',
        `/${scribble(random, 40).replaceAll(/[\s#?]/g, 'x')}`,
        `/v1/graphql/?${'a=b&'.repeat(500)}`,
      ]),
      body: toBody('{ nope }', {}),
    }),
  // The announced length never comes.
  (random, aim) => {
    const whole = request(aim, { body: toBody(waterDocument, { setpoint: 50 }) });
    return whole.subarray(0, whole.length - 1 - Math.floor(random() * 60));
  },
  (random) => noise(random, 1 + whole(random, 400)),
  (random, aim) => Buffer.concat([request(aim, { body: 'x' }), noise(random, 200)]),
];

const waterDocument = `mutation($account: String!, $euid: ID!, $setpoint: Int!) {
  updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: $setpoint) { transactionId }
}`;

function toBody(query: unknown, variables: unknown): string {
  return JSON.stringify({ query, variables });
}

function request(
  aim: HttpAim,
  parts: { method?: string; path?: string; headers?: readonly string[]; body: string },
): Buffer {
  const { method = 'POST', path = '/v1/graphql/', headers = [], body } = parts;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(headers.length > 0
      ? headers
      : ['content-type: application/json', `authorization: JWT ${aim.token}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** A good body cut anywhere, or with something in it that JSON does not know. */
function toBrokenJson(random: Random, { account, euid }: HttpAim): string {
  const good = toBody(waterDocument, { account, euid, setpoint: 50 });
  const cut = good.slice(0, whole(random, good.length - 1));
  return pick(random, [
    cut,
    `${cut}\u0000`,
    `${good},`,
    `'${good}'`,
    good.replaceAll('"', "'"),
    '',
  ]);
}

function toWrongShape(random: Random, { account }: HttpAim): unknown {
  return pick<unknown>(random, [
    null,
    [],
    7,
    'text',
    {},
    { query: 7 },
    { query: null },
    { query: [waterDocument] },
    { query: { a: 1 } },
    { query: '' },
    { query: waterDocument, variables: 'text' },
    { query: waterDocument, variables: [account] },
    { query: waterDocument, operationName: { a: 1 } },
    { query: waterDocument, operationName: 'Other' },
    [{ query: waterDocument }, { query: waterDocument }],
    { id: scribble(random, 64) },
    { query: '{ viewer { id } }', persisted: true, extensions: 'x' },
  ]);
}

function toBadDocument(random: Random): string {
  const deep = 13 + whole(random, 3_000);
  const many = 21 + whole(random, 400);
  return pick(random, [
    `{ viewer ${'{ accounts '.repeat(deep)}${'}'.repeat(deep)} }`,
    `{ ${'a:'.repeat(3)} viewer { id } }`,
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    '{ ...A } fragment A on Query { viewer { id } ...A }',
    `{ ${Array.from({ length: many }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`,
    `{ viewer { ${'id '.repeat(6_000)} } }`,
    `{ viewer ${'@include(if: true) '.repeat(500)} { id } }`,
    'mutation { deleteEverything }',
    'subscription { deviceTransactionUpdated { id } }',
    'query A { viewer { id } } query B { viewer { id } }',
    '{ deviceTransactions(first: 99999999999999999999) { totalCount } }',
    '{ deviceTransactions(first: -1) { totalCount } }',
    '{ deviceTransaction(id: {a: 1}) { id } }',
    '{ __proto__ }',
    '{ constructor { name } }',
    `{ deviceTransaction(id: "${'x'.repeat(100_000)}") { nope } }`,
    `"""${scribble(random, 50)}`,
    scribble(random, 200),
    '\uFEFF\u0000{ viewer }',
    '{',
    '{}',
  ]);
}

/** Each of them is refused: by type, by range, by grid or because there is no such device. */
function toBadVariables(random: Random, { account, euid }: HttpAim): unknown {
  const setpoint = pick<unknown>(random, [
    1e308,
    -1e308,
    2 ** 53,
    2 ** 31,
    -1,
    0,
    61,
    39,
    50.5,
    '50',
    null,
    true,
    [50, 51],
    { c: 50 },
    'NaN',
  ]);
  const bad = pick(random, [
    { account, euid, setpoint },
    { account: account.toLowerCase(), euid, setpoint: 50 },
    { account: scribble(random, 200), euid, setpoint: 50 },
    { account, euid: scribble(random, 16), setpoint: 50 },
    { account, euid: '\u0000', setpoint: 50 },
    { account, euid: 'f'.repeat(16), setpoint: 50 },
    { account: { __proto__: null }, euid, setpoint: 50 },
    { account, euid: ['x', 'y'], setpoint: 50 },
    { euid, setpoint: 50 },
  ]);
  return bad;
}

function toBadHeaders(random: Random): readonly string[] {
  const json = 'content-type: application/json';
  return pick<readonly string[]>(random, [
    ['content-type: text/plain'],
    ['content-type: application/xml'],
    ['content-type: application/json; charset=klingon'],
    ['content-type: multipart/form-data'],
    [json, `authorization: JWT ${scribble(random, 400)}`],
    [json, 'authorization: Basic dXNlcjpwYXNz'],
    [json, `authorization: ${'x'.repeat(9_000)}`],
    [json, `idempotency-key: ${'k'.repeat(3_000)}`],
    [json, 'idempotency-key: \u0001'],
    [json, `x-junk: ${'j'.repeat(20_000)}`],
    [json, 'transfer-encoding: chunked'],
    [json, 'content-length: 5'],
    [json, 'expect: the-unexpected'],
    [json, 'upgrade: websocket', 'connection: upgrade'],
    [json, `traceparent: ${scribble(random, 60)}`],
    [json, 'content-encoding: gzip'],
    ['no colon at all'],
    [' : '],
  ]);
}

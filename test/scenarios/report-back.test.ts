import { buildSchema, graphqlSync } from 'graphql';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Received, type Receiver, startReceiver } from '../support/report-receiver.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, send, setWater } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const olderSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const token = 'token-of-the-upstream-api';

let webhook: Receiver;
let upstream: Receiver;
let site: Site;
let pump: SiteDevice;

beforeAll(async () => {
  [webhook, upstream] = await Promise.all([startReceiver(), startReceiver()]);
  upstream.answer(answerReport);
  site = await startSite({
    settings: {
      REPORT_WEBHOOK_URL: webhook.url,
      REPORT_WEBHOOK_SECRET: `${secret},${olderSecret}`,
      REPORT_GRAPHQL_URL: upstream.url,
      REPORT_GRAPHQL_TOKEN: token,
      ALLOW_PRIVATE_TARGETS: 'true',
    },
  });
  pump = await addHeatPump(site);
});
afterAll(async () => {
  await site?.stop();
  await Promise.all([webhook?.down(), upstream?.down()]);
});

/** What an upstream API would declare for the default report document. */
const upstreamSchema = buildSchema(`
  scalar Anything
  input DeviceTransactionReport {
    eventId: ID! transactionId: ID! status: String! stateNumber: Int! deviceId: ID!
    accountNumber: String! kind: String! mutation: String! clientReference: String
    reason: Anything verified: String evidence: Anything createdAt: String! updatedAt: String!
    supersededBy: ID timeline: [Anything!]!
  }
  type Taken { ok: Boolean! }
  type Mutation { reportDeviceTransaction(input: DeviceTransactionReport!): Taken }
  type Query { nothing: String }
`);

function answerReport({ body }: Received) {
  const { query, variables } = JSON.parse(body);
  const result = graphqlSync({
    schema: upstreamSchema,
    source: query,
    variableValues: variables,
    rootValue: { reportDeviceTransaction: { ok: true } },
  });
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: JSON.stringify(result) };
}

type Report = { id: string; transactionId: string; status: string; stateNumber: number };

/** The reports of one transaction by webhook, each with its signature checked. */
function webhooksOf(id: string): readonly Report[] {
  return webhook.received.flatMap((request) => {
    const event = new Webhook(secret).verify(request.body, { ...request.headers }) as {
      id: string;
      subject: string;
      data: Omit<Report, 'id'>;
    };
    return event.subject === id ? [{ ...event.data, id: event.id }] : [];
  });
}

function graphqlReportsOf(id: string): readonly Report[] {
  return upstream.received.flatMap(({ body }) => {
    const { input } = JSON.parse(body).variables as { input: Report & { eventId: string } };
    return input.transactionId === id ? [{ ...input, id: input.eventId }] : [];
  });
}

test('an outcome goes out as a signed CloudEvent and as a mutation, under one id', async () => {
  const id = await accept(site, setWater(pump, 52), { 'client-reference': 'order-7' });
  const { stateNumber } = await site.reaches(id, 'SUCCEEDED');

  const isEnd = ({ status }: Report) => status === 'SUCCEEDED';
  await waitFor(
    () => webhooksOf(id).some(isEnd) && graphqlReportsOf(id).some(isEnd),
    'both reports of the outcome',
  );

  const eventId = `${id}-${stateNumber}`;
  expect(webhooksOf(id).at(-1)).toMatchObject({
    id: eventId,
    status: 'SUCCEEDED',
    stateNumber,
    clientReference: 'order-7',
    kind: 'set_water_setpoint',
    verified: 'TRUE',
    evidence: { aspect: 'config', value: 52 },
  });
  expect(graphqlReportsOf(id).at(-1)).toMatchObject({ id: eventId, status: 'SUCCEEDED' });
  const [call] = webhook.received.filter(({ headers }) => headers['webhook-id'] === eventId);
  expect(call?.headers['content-type']).toContain('application/cloudevents+json');
  expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
    specversion: '1.0',
    type: 'joulegate.transaction.updated.v1',
    subject: id,
  });
  expect(upstream.received.at(-1)?.headers['authorization']).toBe(`Bearer ${token}`);
});

test('while a secret is rotated, a receiver that knows only the older one can verify', async () => {
  const id = await accept(site, setWater(pump, 50));
  await waitFor(() => webhooksOf(id).length > 0, 'a report');

  const [request] = webhook.received.filter(({ body }) => body.includes(id));

  const verifier = new Webhook(olderSecret);
  expect(verifier.verify(request?.body ?? '', { ...request?.headers })).toMatchObject({
    subject: id,
  });
});

test('states are reported in rising order, with a timeline without a gap', async () => {
  const ids: string[] = [];
  for (const setpoint of [41, 42, 43]) {
    const id = await accept(site, setWater(pump, setpoint));
    await site.reaches(id, 'SUCCEEDED');
    ids.push(id);
  }

  for (const id of ids) {
    await waitFor(
      () => webhooksOf(id).some(({ status }) => status === 'SUCCEEDED'),
      'the report of the outcome',
    );
    const numbers = webhooksOf(id).map(({ stateNumber }) => stateNumber);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const told = webhooksOf(id).flatMap(
      (report) => (report as Report & { timeline: { stateNumber: number }[] }).timeline,
    );
    const states = new Set(told.map(({ stateNumber }) => stateNumber));
    const last = numbers.at(-1) ?? 0;
    expect([...states].sort((a, b) => a - b)).toEqual(
      Array.from({ length: last }, (_, index) => index + 1),
    );
  }
});

test('what happens while the receiver is down is reported when it is up again', async () => {
  await webhook.down();
  const id = await accept(site, setWater(pump, 47));
  await site.reaches(id, 'SUCCEEDED');
  await waitFor(
    () => graphqlReportsOf(id).some(({ status }) => status === 'SUCCEEDED'),
    'the other target, which is not held up',
  );
  expect(webhooksOf(id)).toEqual([]);

  await webhook.up();

  await waitFor(
    () => webhooksOf(id).some(({ status }) => status === 'SUCCEEDED'),
    'the report to come through',
    15_000,
  );
});

test('a refusal at acceptance is answered, stored and not reported', async () => {
  const charger =
    'mutation($id: String!) { updateBoostCharge(input: { deviceId: $id, action: BOOST }) { id } }';
  const { deviceId } = await site.register({
    account: pump.account,
    class: 'CHARGER',
    identity: 'CP-NEVER',
  });

  const refused = await send(site, { document: charger, variables: { id: deviceId } });
  const id = String(refused.errors[0]?.extensions?.['transactionId']);
  const next = await accept(site, setWater(pump, 48));
  await waitFor(
    () => webhooksOf(next).some(({ status }) => status === 'SUCCEEDED'),
    'a later report',
  );

  expect(await site.read(id)).toMatchObject({ status: 'REFUSED' });
  expect(webhooksOf(id)).toEqual([]);
  expect(graphqlReportsOf(id)).toEqual([]);
});

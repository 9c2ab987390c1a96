import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { planReports, type TransactionReport } from '../../../src/domain/reporting.ts';
import { defaultReportDocument, makeGraphqlSender } from '../../../src/gateway/report/graphql.ts';
import type { Outbound, Posted, Posting } from '../../../src/gateway/report/outbound.ts';
import { toReportData } from '../../../src/gateway/report/payload.ts';
import { makeWebhookSender } from '../../../src/gateway/report/webhook.ts';
import { makeRealClock } from '../../support/real-clock.ts';
import { makeTimeline, makeTransaction } from '../../support/transactions.ts';

const SECRETS = [
  'whsec_bmV3LW5ldy1uZXctbmV3LW5ldy1uZXc=',
  'whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQ=',
];
const clock = makeRealClock();

/** A way out that keeps what it was given and answers as told. */
function fakeOutbound(answer: Partial<Posted> | Error) {
  const postings: Posting[] = [];
  const outbound: Outbound = {
    async post(posting) {
      postings.push(posting);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, body: '', ...answer };
    },
    close() {},
  };
  return { outbound, postings };
}

function succeeded(): TransactionReport {
  const transaction = makeTransaction({
    status: 'SUCCEEDED',
    stateNumber: 3,
    verified: 'TRUE',
    evidence: { aspect: 'sensors', rev: 4 },
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  });
  return planReports(transaction, makeTimeline('QUEUED', 'SENT', 'SUCCEEDED'), 1)[0]!;
}

const { signal } = new AbortController();

async function sendWebhook(answer: Partial<Posted> | Error, secrets = SECRETS) {
  const { outbound, postings } = fakeOutbound(answer);
  const url = 'https://hooks.example/in?key=k';
  const result = await makeWebhookSender({ url, secrets, outbound, clock }).send(
    succeeded(),
    signal,
  );
  return { result, posting: postings[0]! };
}

async function sendGraphql(answer: Partial<Posted> | Error, document = defaultReportDocument) {
  const { outbound, postings } = fakeOutbound(answer);
  const url = 'https://api.example/graphql/';
  const sender = makeGraphqlSender({ url, token: 'tok', document, outbound, clock });
  return { result: await sender.send(succeeded(), signal), posting: postings[0]! };
}

function json(body: unknown, status = 200): Partial<Posted> {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

describe('the data of a report', () => {
  it('has the fields of the design, with times in ISO 8601', () => {
    const report = succeeded();
    expect(toReportData(report)).toEqual({
      transactionId: report.transaction.id,
      status: 'SUCCEEDED',
      stateNumber: 3,
      deviceId: report.transaction.deviceId,
      accountNumber: 'A-1234ABCD',
      kind: 'rename_sensor',
      mutation: 'updateSensorDisplayName',
      clientReference: 'ref-1',
      reason: null,
      verified: 'TRUE',
      evidence: { aspect: 'sensors', rev: 4 },
      createdAt: '2026-01-02T03:04:05.000Z',
      updatedAt: '2026-01-02T03:04:05.000Z',
      supersededBy: null,
      timeline: [
        {
          at: '2026-01-02T03:04:06.000Z',
          status: 'SENT',
          stateNumber: 2,
          detail: 'became SENT',
          attempt: 1,
          node: 'node-1',
        },
        {
          at: '2026-01-02T03:04:07.000Z',
          status: 'SUCCEEDED',
          stateNumber: 3,
          detail: 'became SUCCEEDED',
          attempt: 1,
          node: 'node-1',
        },
      ],
    });
  });

  it('keeps of a reason the code and the detail alone, as the input type has no more', () => {
    const reason = { code: 'out_of_range', detail: 'too hot', limit: 60, actual: 70 };
    const transaction = makeTransaction({ status: 'REJECTED', stateNumber: 2, reason });
    const report = { eventId: 'x-2', transaction, transitions: [] };
    expect(toReportData(report).reason).toEqual({ code: 'out_of_range', detail: 'too hot' });
  });
});

describe('the webhook', () => {
  it('is a CloudEvent', async () => {
    const { posting } = await sendWebhook({});
    const report = succeeded();
    expect(posting.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    expect(HTTP.toEvent({ headers: posting.headers, body: posting.body })).toMatchObject({
      specversion: '1.0',
      id: report.eventId,
      type: 'joulegate.transaction.updated.v1',
      source: 'urn:joulegate',
      subject: report.transaction.id,
      time: '2026-01-02T03:04:05.000Z',
      datacontenttype: 'application/json',
      traceparent: report.transaction.traceparent,
      data: toReportData(report),
    });
  });

  it('is signed: the verifier of Standard Webhooks takes it with each active secret', async () => {
    const { posting } = await sendWebhook({});
    expect(posting.headers['webhook-id']).toBe(succeeded().eventId);
    for (const secret of SECRETS) {
      expect(new Webhook(secret).verify(posting.body, { ...posting.headers })).toMatchObject({
        id: succeeded().eventId,
      });
    }
    const first = new Webhook(SECRETS[0]!).sign(
      succeeded().eventId,
      new Date(Number(posting.headers['webhook-timestamp']) * 1_000),
      posting.body,
    );
    expect(posting.headers['webhook-signature']?.split(' ')[0]).toBe(first);
  });

  it('does not verify with another secret or a changed body', async () => {
    const { posting } = await sendWebhook({}, SECRETS.slice(0, 1));
    const headers = { ...posting.headers };
    expect(() => new Webhook(SECRETS[1]!).verify(posting.body, headers)).toThrow(/signature/);
    expect(() => new Webhook(SECRETS[0]!).verify(`${posting.body} `, headers)).toThrow(/signature/);
  });

  it('needs a secret', () => {
    const { outbound } = fakeOutbound({});
    const parts = { url: 'https://hooks.example', secrets: [], outbound, clock };
    expect(() => makeWebhookSender(parts)).toThrow(/at least one secret/);
  });

  it.each([
    [{ status: 200 }, { kind: 'delivered' }],
    [{ status: 204 }, { kind: 'delivered' }],
    [{ status: 410 }, { kind: 'gone' }],
    [{ status: 302 }, { kind: 'failed', detail: 'HTTP 302: a redirect, not followed' }],
    [{ status: 404 }, { kind: 'failed', detail: 'HTTP 404: refused' }],
    [
      { status: 503, headers: { 'retry-after': '7' } },
      { kind: 'failed', detail: 'HTTP 503: refused', retryAfterMs: 7_000 },
    ],
    [
      { status: 429, headers: { 'retry-after': '999999' } },
      { kind: 'failed', detail: 'HTTP 429: refused', retryAfterMs: 3_600_000 },
    ],
    [
      { status: 429, headers: { 'retry-after': 'soon' } },
      { kind: 'failed', detail: 'HTTP 429: refused' },
    ],
  ])('answered %j comes to %j', async (answer, result) => {
    expect((await sendWebhook(answer)).result).toEqual(result);
  });

  it('waits until a date that the target names', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { result } = await sendWebhook({ status: 503, headers: { 'retry-after': date } });
    const { retryAfterMs } = result as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(57_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('gives the code of a network error, never the address', async () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:443'), {
      code: 'ECONNREFUSED',
    });
    const { result } = await sendWebhook(error);
    expect(result).toEqual({ kind: 'failed', detail: 'ECONNREFUSED' });
  });
});

describe('the GraphQL report', () => {
  it('is the mutation with the data and the event id, with the token', async () => {
    const { posting, result } = await sendGraphql(
      json({ data: { reportDeviceTransaction: { ok: true } } }),
    );
    expect(result).toEqual({ kind: 'delivered' });
    const { query, variables, operationName } = JSON.parse(posting.body);
    expect(query).toMatch(/reportDeviceTransaction\(input: \$input\)/);
    expect(operationName).toBe('ReportDeviceTransaction');
    const report = succeeded();
    expect(variables).toEqual({ input: { eventId: report.eventId, ...toReportData(report) } });
    expect(posting.headers['authorization']).toBe('Bearer tok');
  });

  it.each([
    ['ok is false', json({ data: { reportDeviceTransaction: { ok: false } } })],
    ['ok is missing', json({ data: { reportDeviceTransaction: { ok: null } } })],
    ['the field is null', json({ data: { reportDeviceTransaction: null } })],
    ['there is no data', json({ data: null })],
    ['the answer is no JSON', { body: '<html>', headers: { 'content-type': 'text/html' } }],
  ])('is not taken when %s', async (_what, answer) => {
    expect((await sendGraphql(answer)).result).toMatchObject({ kind: 'failed' });
  });

  it('is not taken on GraphQL errors, and says why without the exchange', async () => {
    const { result } = await sendGraphql(json({ errors: [{ message: 'not now' }] }));
    expect(result).toEqual({ kind: 'failed', detail: 'GraphQL error: not now' });
    expect(JSON.stringify(result)).not.toContain('tok');
  });

  it.each([
    [json({ errors: [{ message: 'no' }] }, 500), { kind: 'failed', detail: 'HTTP 500: refused' }],
    [
      { status: 401, body: 'no' },
      { kind: 'failed', detail: 'HTTP 401: refused' },
    ],
    [{ status: 410, body: '' }, { kind: 'gone' }],
    [
      { status: 503, body: '', headers: { 'retry-after': '3' } },
      { kind: 'failed', detail: 'HTTP 503: refused', retryAfterMs: 3_000 },
    ],
  ])('answered %j comes to %j', async (answer, result) => {
    expect((await sendGraphql(answer)).result).toEqual(result);
  });

  it('takes a document of its own, with or without ok', async () => {
    const document = 'mutation Note($input: NoteInput!) { note(input: $input) { id } }';
    const { result } = await sendGraphql(json({ data: { note: { id: '1' } } }), document);
    expect(result).toEqual({ kind: 'delivered' });
  });

  it.each([
    ['a query', 'query Q($input: I!) { q(input: $input) }'],
    ['two operations', 'mutation A($input: I!) { a } mutation B { b }'],
    ['no $input', 'mutation A($report: I!) { a(input: $report) { ok } }'],
    ['no GraphQL', 'hello'],
  ])('refuses %s at start', (_what, document) => {
    const { outbound } = fakeOutbound({});
    const parts = { url: 'https://api.example', token: null, document, outbound, clock };
    expect(() => makeGraphqlSender(parts)).toThrow();
  });
});

import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import type { Received } from '../support/report-receiver.ts';
import { testSecret, testToken } from '../support/reporting-bench.ts';
import { statesAt, taken, useReporting, waitUntilReported } from '../support/reporting-suite.ts';
import { waitFor } from '../support/wait-for.ts';

const site = useReporting();

describe('a report', () => {
  it('arrives once, signed, and its mark goes', async () => {
    const bench = await site.makeBench();
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'SUCCEEDED');
    site.start(bench);
    await waitUntilReported(bench);
    expect(site.webhook.received).toHaveLength(1);
    const [{ headers, body }] = site.webhook.received as [Received];
    const event = new Webhook(testSecret).verify(body, { ...headers });
    expect(event).toMatchObject({ id: `${id}-3`, subject: id, data: { status: 'SUCCEEDED' } });
    expect(await bench.outbox.unreported('webhook', id)).toMatchObject({ delivered: 3 });
    expect(bench.counts.get('reports_sent webhook')).toBe(1);
  });

  it('is sent by one of two nodes', async () => {
    const bench = await site.makeBench();
    site.start(bench);
    site.start(bench);
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.accept()));
    await waitUntilReported(bench);
    expect(ids.map((id) => statesAt(site.webhook, id))).toEqual(ids.map(() => ['QUEUED 1']));
  });

  it('tells UNCONFIRMED apart from what resolved it, in rising order', async () => {
    const bench = await site.makeBench({ graphqlUrl: site.graphql.url });
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'UNCONFIRMED', 'SUCCEEDED');
    site.start(bench);
    await waitUntilReported(bench);
    const expected = ['UNCONFIRMED 3', 'SUCCEEDED 4'];
    expect(statesAt(site.webhook, id)).toEqual(expected);
    expect(statesAt(site.graphql, id)).toEqual(expected);
  });

  it('is sent again when a newer state came while it was on its way', async () => {
    const bench = await site.makeBench();
    const id = await bench.accept();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let moved = Promise.resolve();
    site.webhook.answer((_request, before) => {
      if (before === 0) moved = bench.move(id, 'SENT', 'SUCCEEDED').then(release);
      return before === 0 ? { status: 200, after: held } : { status: 200 };
    });
    site.start(bench);
    await waitUntilReported(bench);
    await moved;
    expect(statesAt(site.webhook, id)).toEqual(['QUEUED 1', 'SUCCEEDED 3']);
    const last = JSON.parse(site.webhook.received.at(-1)?.body ?? '');
    const numbers = last.data.timeline.map((line: { stateNumber: number }) => line.stateNumber);
    expect(numbers).toEqual([2, 3]);
  });

  it('is not made of a refusal at acceptance', async () => {
    const bench = await site.makeBench();
    await bench.refuse();
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });
  });
});

describe('a target in trouble', () => {
  it('is sent everything when it is up again', async () => {
    const bench = await site.makeBench();
    await site.webhook.down();
    site.start(bench);
    const ids = await Promise.all([bench.accept(), bench.accept()]);
    await waitFor(() => (bench.counts.get('reports_failed webhook') ?? 0) >= 4, 'failed attempts');
    await site.webhook.up();
    await waitUntilReported(bench);
    expect(ids.map((id) => statesAt(site.webhook, id))).toEqual([['QUEUED 1'], ['QUEUED 1']]);
  });

  it('that answers 500 sees the state numbers rise all the same', async () => {
    const bench = await site.makeBench();
    site.webhook.answer((_request, before) => ({ status: before < 4 ? 500 : 200 }));
    site.start(bench);
    const id = await bench.accept();
    await waitFor(() => site.webhook.received.length >= 2, 'two attempts');
    await bench.move(id, 'SENT', 'UNCONFIRMED', 'FAILED');
    await waitUntilReported(bench);
    const numbers = statesAt(site.webhook, id).map((state) => Number(state.split(' ')[1]));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(statesAt(site.webhook, id).slice(-2)).toEqual(['UNCONFIRMED 3', 'FAILED 4']);
  });

  it('that never answers is left after the deadline and asked again', async () => {
    const bench = await site.makeBench({ timeoutMs: 100 });
    site.webhook.answer((_request, before) => (before === 0 ? 'hang' : { status: 200 }));
    site.start(bench);
    const id = await bench.accept();
    await waitUntilReported(bench);
    expect(statesAt(site.webhook, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
    const ids = site.webhook.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set([`${id}-1`]));
  });

  it('holds up no other target', async () => {
    const bench = await site.makeBench({ graphqlUrl: site.graphql.url });
    site.webhook.answer({ status: 500 });
    site.start(bench);
    const id = await bench.accept();
    await bench.move(id, 'SENT', 'SUCCEEDED');
    await waitFor(() => statesAt(site.graphql, id).at(-1) === 'SUCCEEDED 3', 'the GraphQL report');
    expect(site.graphql.received[0]?.headers['authorization']).toBe(`Bearer ${testToken}`);
    await waitFor(async () => (await bench.outbox.backlog()).graphql === 0, 'its mark to go');
    expect(await bench.outbox.backlog()).toEqual({ webhook: 1, graphql: 0 });
    expect(await bench.outbox.unreported('webhook', id)).toMatchObject({ delivered: 0 });
  });

  it('that answers ok: false is asked again', async () => {
    const bench = await site.makeBench({ graphqlUrl: site.graphql.url });
    site.graphql.answer((_request, before) =>
      before > 0 ? taken : { ...taken, body: taken.body.replace('true', 'false') },
    );
    site.start(bench);
    const id = await bench.accept();
    await waitUntilReported(bench);
    expect(statesAt(site.graphql, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
  });

  it('that answers 410 gets nothing more until it is resumed', async () => {
    const bench = await site.makeBench();
    site.webhook.answer({ status: 410 });
    site.start(bench);
    await bench.accept();
    await waitFor(async () => (await bench.outbox.stopped()).length === 1, 'a stopped target');
    const second = await bench.accept();
    await bench.move(second, 'SENT', 'SUCCEEDED');
    expect(await bench.outbox.due('webhook', Date.now() + 120_000, 10)).toEqual([]);
    expect(await bench.outbox.stopped()).toMatchObject([
      { target: 'webhook', reason: 'it answered HTTP 410' },
    ]);
    const before = site.webhook.received.length;
    site.webhook.answer({ status: 200 });
    await bench.outbox.resume('webhook', Date.now());
    await waitUntilReported(bench);
    expect(site.webhook.received.length).toBe(before + 2);
    expect(statesAt(site.webhook, second)).toEqual(['SUCCEEDED 3']);
  });
});

describe('a report that nobody takes', () => {
  it('is a dead letter after the age limit, and comes when it is replayed', async () => {
    const bench = await site.makeBench({ ageLimitMs: 300 });
    site.webhook.answer({ status: 500 });
    site.start(bench);
    const id = await bench.accept();
    const letters = await waitFor(async () => {
      const found = await bench.outbox.deadLetters(10);
      return found.length > 0 ? found : null;
    }, 'a dead letter');
    expect(letters).toMatchObject([
      { target: 'webhook', transactionId: id, stateNumber: 1, reason: 'HTTP 500: refused' },
    ]);
    expect(letters[0]?.attempts).toBeGreaterThan(1);
    expect(await bench.outbox.backlog()).toEqual({ webhook: 0, graphql: 0 });

    site.webhook.answer({ status: 200 });
    expect(await bench.outbox.replay('webhook', null, Date.now())).toBe(1);
    await waitUntilReported(bench);
    expect(statesAt(site.webhook, id).at(-1)).toBe('QUEUED 1');
    expect(await bench.outbox.unreported('webhook', id)).toMatchObject({ delivered: 1 });
    expect(await bench.outbox.deadLetters(10)).toEqual([]);
  });
});

it('logs no secret and no address', async () => {
  const bench = await site.makeBench({ graphqlUrl: site.graphql.url, ageLimitMs: 100 });
  site.webhook.answer({ status: 500 });
  site.graphql.answer({ status: 401, body: 'no' });
  site.start(bench);
  await bench.accept();
  await waitFor(async () => (await bench.outbox.deadLetters(10)).length === 2, 'two dead letters');
  const text = JSON.stringify([bench.log.lines, await bench.outbox.deadLetters(10)]);
  for (const secret of [testSecret, testToken, '127.0.0.1']) expect(text).not.toContain(secret);
});

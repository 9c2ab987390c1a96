import { describe, expect, it } from 'vitest';
import { statesAt, useReporting, waitUntilReported } from '../support/reporting-suite.ts';
import { waitFor } from '../support/wait-for.ts';

const site = useReporting();

describe('a reporter that ends', () => {
  it('midway leaves the rest to the next one', async () => {
    const bench = await site.makeBench();
    site.webhook.answer((_request, before) => (before < 5 ? { status: 200 } : 'hang'));
    const first = site.start(bench);
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.accept()));
    await waitFor(() => site.webhook.received.length > 5, 'a report on its way');
    await first.stop();
    site.webhook.answer({ status: 200 });
    site.start(bench);
    await waitUntilReported(bench);
    for (const id of ids) expect(statesAt(site.webhook, id)).toContain('QUEUED 1');
  });

  it('without a word, as when it is killed, has its job taken over', async () => {
    const bench = await site.makeBench();
    const id = await bench.accept();
    site.webhook.answer('hang');
    const killed = site.start(bench);
    await waitFor(() => site.webhook.received.length > 0, 'a report on its way');
    const connection = await site.redis.connect();
    const [jobId] = await connection.lrange('jg:bull:report-webhook:active', 0, -1);
    await killed.stop();
    await connection.lrem('jg:bull:report-webhook:wait', 0, jobId ?? '');
    await connection.lpush('jg:bull:report-webhook:active', jobId ?? '');
    site.webhook.answer({ status: 200 });
    site.start(bench);
    await waitFor(async () => (await bench.outbox.backlog()).webhook === 0, 'its report', 12_000);
    expect(statesAt(site.webhook, id)).toEqual(['QUEUED 1', 'QUEUED 1']);
  });

  it('with its queue lost still has the marks', async () => {
    const bench = await site.makeBench();
    await site.webhook.down();
    const first = site.start(bench);
    const id = await bench.accept();
    await waitFor(() => (bench.counts.get('reports_failed webhook') ?? 0) > 0, 'an attempt');
    await first.stop();
    const connection = await site.redis.connect();
    await connection.del(...(await connection.keys('jg:bull:*')));
    await connection.zadd('jg:out:webhook', 0, id);
    await site.webhook.up();
    site.start(bench);
    await waitUntilReported(bench);
    expect(statesAt(site.webhook, id)).toEqual(['QUEUED 1']);
  });

  it('goes on after Redis was killed and came back', async () => {
    const bench = await site.makeBench();
    site.start(bench);
    const before = await bench.accept();
    await waitUntilReported(bench);
    await site.redis.kill();
    await site.redis.restart();
    const after = await waitFor(() => bench.accept(), 'an accepted command', 10_000);
    await waitFor(() => statesAt(site.webhook, after).length > 0, 'its report', 10_000);
    expect(statesAt(site.webhook, before)).toEqual(['QUEUED 1']);
  });

  it('stops in time without Redis', async () => {
    const bench = await site.makeBench();
    const reporter = site.start(bench);
    await bench.accept();
    await waitUntilReported(bench);
    await site.redis.kill();
    const beganAtMs = Date.now();
    await reporter.stop();
    expect(Date.now() - beganAtMs).toBeLessThan(6_000);
    await site.redis.restart();
  });
});

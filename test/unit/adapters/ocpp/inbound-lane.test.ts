import { beforeEach, describe, expect, it } from 'vitest';
import { type InboundAnswer, InboundLane } from '../../../../src/adapters/ocpp/inbound-lane.ts';

let log: string[];
let isGone: boolean;
let opened: PromiseWithResolvers<void>;
let lane: InboundLane;

beforeEach(() => {
  log = [];
  isGone = false;
  opened = Promise.withResolvers<void>();
  lane = new InboundLane({
    opened: opened.promise,
    isGone: () => isGone,
    onFlood: () => log.push('flood'),
  });
});

function serve(messageId: string, params: unknown): Promise<object> {
  const exchange = { read: () => params as never, check: (answer: object) => answer };
  return lane.serve({ messageId, exchange, run: handle });
}

async function handle(params: unknown): Promise<InboundAnswer> {
  log.push(`run ${params}`);
  if (params === 'bad') throw new Error('bad');
  return { payload: {}, afterAnswer: () => log.push(`after ${params}`) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the inbound lane', () => {
  it('holds everything back until the link is open', async () => {
    void serve('m1', 1);
    await settle();
    expect(log).toEqual([]);
    opened.resolve();
    await settle();
    expect(log).toEqual(['run 1']);
  });

  it('begins the next one only when the answer of the last is on the socket', async () => {
    opened.resolve();
    void serve('m1', 1);
    void serve('m2', 2);
    await settle();
    expect(log).toEqual(['run 1']);
    lane.onAnswered('m1');
    await settle();
    expect(log).toEqual(['run 1', 'after 1', 'run 2']);
  });

  it('goes on after one that failed', async () => {
    opened.resolve();
    const bad = serve('m1', 'bad');
    void serve('m2', 2);
    await expect(bad).rejects.toThrow('bad');
    lane.onAnswered('m1');
    await settle();
    expect(log).toEqual(['run bad', 'run 2']);
  });

  it('runs nothing more of a link that is gone', async () => {
    opened.resolve();
    void serve('m1', 1);
    const second = serve('m2', 2);
    await settle();
    isGone = true;
    lane.close();
    await expect(second).rejects.toThrow('the link has ended');
    expect(log).toEqual(['run 1']);
  });

  it('is bounded', async () => {
    const calls = Array.from({ length: 65 }, (_, index) => serve(`m${index}`, index));
    await expect(calls.at(-1)).rejects.toThrow('too many calls');
    expect(log).toEqual(['flood']);
  });
});

import { describe, expect, test } from 'vitest';
import { makeReplayTable, REPLAY_IDS_MAX } from '../../../simulators/lib/mqtt/replay-table.ts';
import { parseRequest, type Request } from '../../../simulators/lib/mqtt/request.ts';
import { judgeStale } from '../../../simulators/lib/mqtt/stale.ts';

const NOW = new Date('2026-11-23T12:00:00.000Z');

function request(more: Partial<Request> = {}): Request {
  return { tx: 't', seq: 10, kind: 'identify', params: {}, issuedAt: NOW, ttlS: 60, ...more };
}

const issued = (secondsAgo: number) => new Date(NOW.getTime() - secondsAgo * 1_000);

describe('the replay table', () => {
  test('keeps the answers of an id in their order', () => {
    const table = makeReplayTable();
    table.remember('a', 'accepted');
    table.remember('a', 'succeeded');
    expect(table.answersOf('a')).toEqual(['accepted', 'succeeded']);
    expect(table.answersOf('b')).toBeUndefined();
  });

  test('holds the last 64 ids and forgets the oldest', () => {
    const table = makeReplayTable();
    for (let n = 0; n <= REPLAY_IDS_MAX; n += 1) table.remember(`t${n}`, 'x');
    expect(table.recent()).toHaveLength(64);
    expect(table.answersOf('t0')).toBeUndefined();
    expect(table.answersOf('t1')).toEqual(['x']);
  });

  test('calls overtaken what is lower than the highest seq that was executed', () => {
    const table = makeReplayTable();
    expect(table.isOvertaken(-1)).toBe(false);
    table.executed(7);
    table.executed(5);
    expect([6, 7, 8].map((seq) => table.isOvertaken(seq))).toEqual([true, false, false]);
  });
});

describe('stale', () => {
  const judge = (wish: Request, speed = 1) =>
    judgeStale(wish, { replay: makeReplayTable(), now: NOW, speed })?.code ?? null;

  test.each([
    ['fresh', 0, 1, null],
    ['within its time to live', 60, 1, null],
    ['within the skew of 5 s', 65, 1, null],
    ['past the skew', 65.1, 1, 'stale'],
    ['from a clock that is ahead', -30, 1, null],
    ['past the divided time to live and the whole skew', 11.1, 10, 'stale'],
    ['within the divided time to live and the whole skew', 11, 10, null],
  ])('%s', (_what, secondsAgo, speed, expected) => {
    expect(judge(request({ issuedAt: issued(secondsAgo) }), speed)).toBe(expected);
  });

  test('overtaken by a later command', () => {
    const replay = makeReplayTable();
    replay.executed(11);
    expect(judgeStale(request(), { replay, now: NOW, speed: 1 })?.code).toBe('stale');
  });
});

describe('reading a request', () => {
  const good = {
    v: 1,
    tx: 't',
    seq: 1,
    epoch: 1,
    kind: 'identify',
    params: {},
    issuedAt: NOW.toISOString(),
    ttlS: 60,
    attempt: 1,
  };
  const read = (value: unknown) => parseRequest('t', Buffer.from(JSON.stringify(value)));

  test('takes the fields of the contract', () => {
    expect(read(good)).toEqual(request({ seq: 1 }));
  });

  test.each([
    ['another version', { ...good, v: 2 }, 'unsupported_version'],
    ['another version, whatever else it holds', { v: '1' }, 'unsupported_version'],
    ['another id than the topic', { ...good, tx: 'u' }, 'internal'],
    ['a broken time', { ...good, issuedAt: 'yesterday' }, 'internal'],
    ['a time without a zone', { ...good, issuedAt: '2026-11-23T12:00:00' }, 'internal'],
    ['a negative time to live', { ...good, ttlS: -1 }, 'internal'],
    ['no parameters', { ...good, params: null }, 'internal'],
    ['null', null, 'internal'],
    ['more than 8 KiB', { ...good, params: { a: 'x'.repeat(9_000) } }, 'internal'],
  ])('refuses %s', (_what, value, code) => {
    expect(read(value)).toMatchObject({ code });
  });
});

import { describe, expect, test } from 'vitest';
import { toReply, toReplyEvent } from '../../../../src/adapters/mqtt/inbound/answer.ts';
import type { AnswerPayload } from '../../../../src/adapters/mqtt/schemas/answer.ts';
import { toTransactionId } from '../../../support/mqtt-bench.ts';

const TX = toTransactionId(1);

describe('a res', () => {
  const cases: [Omit<AnswerPayload, 'v'>, object][] = [
    [{ phase: 'accepted' }, { kind: 'accepted' }],
    [
      { phase: 'succeeded', aspect: 'zones', rev: 7 },
      { kind: 'succeeded', aspect: 'zones', rev: 7 },
    ],
    [
      { phase: 'succeeded', aspect: 'zones' },
      { kind: 'succeeded', aspect: 'zones', rev: null },
    ],
    [
      { phase: 'succeeded', rev: 7 },
      { kind: 'succeeded', aspect: null, rev: null },
    ],
    [
      { phase: 'succeeded', aspect: 'meter', rev: 7 },
      { kind: 'succeeded', aspect: null, rev: null },
    ],
    [
      { phase: 'failed', code: 'internal', detail: 'x' },
      { kind: 'failed', code: 'internal', detail: 'x' },
    ],
    [{ phase: 'failed' }, { kind: 'failed', code: 'internal', detail: null }],
    [
      { phase: 'rejected', code: 'busy' },
      { kind: 'rejected', code: 'busy', detail: null },
    ],
    [{ phase: 'rejected', code: 'stale' }, { kind: 'stale' }],
    [
      { phase: 'failed', code: 'stale' },
      { kind: 'failed', code: 'stale', detail: null },
    ],
    [
      { phase: 'rejected', code: 'unsupported' },
      { kind: 'unsupported', detail: 'unsupported' },
    ],
    [
      { phase: 'rejected', code: 'unsupported_version', detail: 'v is 1' },
      { kind: 'unsupported', detail: 'v is 1' },
    ],
    [{ phase: 'rejected' }, { kind: 'rejected', code: 'internal', detail: null }],
  ];

  test.each(cases)('%j becomes %j', (answer, expected) => {
    expect(toReply({ v: 1, ...answer })).toEqual(expected);
  });

  test('has the same event id when repeated word for word, and another one otherwise', () => {
    const idOf = (text: string) => {
      const event = toReplyEvent(TX, { v: 1, phase: 'accepted' }, Buffer.from(text));
      return event?.type === 'reply' ? event.eventId : null;
    };
    expect(idOf('a')).toMatch(/^[0-9a-f]{64}$/);
    expect(idOf('a')).toBe(idOf('a'));
    expect(idOf('a')).not.toBe(idOf('b'));
  });

  test('that names another command than its topic is no event', () => {
    const answer = { v: 1, phase: 'accepted', tx: toTransactionId(2) } as const;
    expect(toReplyEvent(TX, answer, Buffer.from('a'))).toBeNull();
    expect(toReplyEvent(TX, { ...answer, tx: TX }, Buffer.from('a'))).not.toBeNull();
  });
});

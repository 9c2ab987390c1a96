import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { startTestApi, type TestApi } from './support/api.ts';
import { addKey } from './support/credential-fakes.ts';

const listDocument = `{
  reportTargets { target backlog stoppedAt }
  reportDeadLetters { target transactionId reason failedAt attempts }
}`;

describe('reports over GraphQL', () => {
  let api: TestApi;

  beforeEach(async () => {
    api = await startTestApi();
    api.world.deadLetters.push({
      target: 'webhook',
      transactionId: 'tx-1' as TransactionId,
      stateNumber: 4,
      reason: 'HTTP 500',
      failedAtMs: api.world.nowMs,
      attempts: 30,
    });
  });
  afterEach(() => api.close());

  it.each(['service', 'operator'] as const)('shows a %s targets and dead letters', async (role) => {
    const token = await api.tokenOf(addKey(api.world, role, []));
    const { body } = await api.ask(listDocument, { as: token });
    expect(body.data['reportTargets']).toEqual([
      { target: 'WEBHOOK', backlog: 1, stoppedAt: null },
    ]);
    expect(body.data['reportDeadLetters']).toEqual([
      {
        target: 'WEBHOOK',
        transactionId: 'tx-1',
        reason: 'HTTP 500',
        failedAt: '2026-03-01T12:00:00.000000+00:00',
        attempts: 30,
      },
    ]);
  });

  it('replays all dead letters for an operator', async () => {
    const token = await api.tokenOf(addKey(api.world, 'operator', []));
    const { body } = await api.ask('mutation { replayReports { replayed } }', { as: token });
    expect(body.data['replayReports']).toEqual({ replayed: 1 });
  });

  it.each(['account', 'installer'] as const)('refuses an %s', async (role) => {
    const token = await api.tokenOf(addKey(api.world, role, ['A-1']));
    const { body } = await api.ask('mutation { replayReports { replayed } }', { as: token });
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1111');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountNumber } from '../../../src/domain/device.ts';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice, aTransaction } from './support/builders.ts';

let api: TestApi;
let account: string;
let operator: string;
beforeEach(async () => {
  api = await startTestApi();
  account = await signInAs(api, 'account', ['A-1']);
  operator = await signInAs(api, 'operator');
  api.world.devices.push(aDevice());
});
afterEach(() => api.close());

const fields = `id status verified accountNumber deviceId kind mutation clientReference seq attempt
  stateNumber evidence createdAt updatedAt expiresAt supersededBy
  reason { code detail limit actual earliestAt } timeline { at status detail attempt node }`;
const one = (id: string) => `{ deviceTransaction(id: "${id}") { ${fields} } }`;

describe('deviceTransaction', () => {
  it('shows the whole life', async () => {
    api.world.transactions.push(
      aTransaction({
        status: 'FAILED',
        verified: 'TRUE',
        evidence: { aspect: 'zones', rev: 4 },
        reason: { code: 'effect_not_seen', detail: 'differs', limit: 1.5 },
      }),
    );
    const { body } = await api.ask(one('tx-1'), { as: account });
    expect(body.data['deviceTransaction']).toEqual({
      id: 'tx-1',
      status: 'FAILED',
      verified: 'TRUE',
      accountNumber: 'A-1',
      deviceId: 'device-1',
      kind: 'set_zone_mode',
      mutation: 'setZoneMode',
      clientReference: 'ref-1',
      seq: 5,
      attempt: 0,
      stateNumber: 1,
      evidence: { aspect: 'zones', rev: 4 },
      createdAt: '2026-01-15T08:00:00.000000+00:00',
      updatedAt: '2026-01-15T08:00:00.000000+00:00',
      expiresAt: '2026-01-15T08:15:00.000000+00:00',
      supersededBy: null,
      reason: {
        code: 'effect_not_seen',
        detail: 'differs',
        limit: 1.5,
        actual: null,
        earliestAt: null,
      },
      timeline: [
        {
          at: '2026-03-01T12:00:00.000000+00:00',
          status: 'QUEUED',
          detail: null,
          attempt: 0,
          node: 'node-1',
        },
      ],
    });
  });

  it.each([
    [true, 'QUEUED'],
    [false, 'PARKED'],
  ])('QUEUED with a live link %s is shown as %s', async (live, status) => {
    api.world.devices[0] = aDevice({}, { link: { epoch: 1, live, connectedAtMs: 1, lostAtMs: 2 } });
    api.world.transactions.push(aTransaction());
    const { body } = await api.ask(one('tx-1'), { as: account });
    expect(body.data['deviceTransaction']?.['status']).toBe(status);
  });

  it('is null for unknown and foreign ids alike', async () => {
    api.world.transactions.push(aTransaction({ accountNumber: 'A-2' as AccountNumber }));
    for (const id of ['tx-1', 'tx-2', '']) {
      expect((await api.ask(one(id), { as: account })).body).toEqual({
        data: { deviceTransaction: null },
      });
    }
    const { body } = await api.ask(one('tx-1'), { as: operator });
    expect(body.data['deviceTransaction']?.['accountNumber']).toBe('A-2');
  });
});

describe('deviceTransactions', () => {
  const list = (args = '') =>
    `{ deviceTransactions${args} {
      totalCount
      edges { cursor node { id } }
      pageInfo { hasNextPage endCursor }
    } }`;
  beforeEach(() => {
    api.world.transactions.push(
      aTransaction(),
      aTransaction({ id: 'tx-2' as TransactionId, accountNumber: 'A-2' as AccountNumber }),
      aTransaction({ id: 'tx-3' as TransactionId }),
    );
  });
  const idsOf = async (args: string, as: string) => {
    const { edges } = (await api.ask(list(args), { as })).body.data['deviceTransactions'] ?? {};
    return (edges as { node: { id: string } }[]).map(({ node }) => node.id);
  };

  it('shows account users theirs, operators everything', async () => {
    expect(await idsOf('', account)).toEqual(['tx-1', 'tx-3']);
    expect(await idsOf('', operator)).toEqual(['tx-1', 'tx-2', 'tx-3']);
    expect(await idsOf('(accountNumber: "A-2")', operator)).toEqual(['tx-2']);
  });

  it('pages with cursors', async () => {
    const { body } = await api.ask(list('(first: 1)'), { as: account });
    expect(body.data['deviceTransactions']).toEqual({
      totalCount: 2,
      edges: [{ cursor: 'c-tx-1', node: { id: 'tx-1' } }],
      pageInfo: { hasNextPage: true, endCursor: 'c-tx-1' },
    });
  });

  it('refuses a kind that there is none of, and says which there are', async () => {
    const { body } = await api.ask(list('(kind: "nonsense")'), { as: account });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [
        { inputPath: ['kind'], message: expect.stringContaining('set_zone_mode') },
      ],
    });
    expect((await api.ask(list('(kind: "boost")'), { as: account })).body.errors).toBeUndefined();
  });

  it('tells nothing of a foreign device, not even a count', async () => {
    api.world.devices[0] = aDevice({ accountNumber: 'A-2' as AccountNumber });
    const { body } = await api.ask(list('(deviceId: "device-1")'), { as: account });
    expect(body.data['deviceTransactions']).toMatchObject({ totalCount: 0, edges: [] });
  });

  it.each([
    ['(accountNumber: "A-2")', 'KT-CT-1111'],
    ['(status: [PARKED])', 'KT-CT-4321'],
    ['(first: 0)', 'KT-CT-4321'],
    ['(first: -3)', 'KT-CT-4321'],
    ['(first: 201)', 'KT-CT-4321'],
    ['(after: "junk")', 'KT-CT-4321'],
    ['(after: "")', 'KT-CT-4321'],
  ])('refuses %s with %s', async (args, code) => {
    const { body } = await api.ask(list(args), { as: account });
    expect(body.errors[0]?.extensions['errorCode']).toBe(code);
  });
});

describe('cancelDeviceTransaction', () => {
  const cancel = 'mutation { cancelDeviceTransaction(id: "tx-1") { transaction { id status } } }';

  it('answers the transaction as it is then', async () => {
    api.world.transactions.push(aTransaction({ status: 'CANCELLED' }));
    const { body } = await api.ask(cancel, { as: operator });
    expect(body.data['cancelDeviceTransaction']).toEqual({
      transaction: { id: 'tx-1', status: 'CANCELLED' },
    });
  });

  it.each([
    ['too_late', 'VALIDATION'],
    ['transaction_not_found', 'NOT_FOUND'],
  ] as const)('says %s', async (code, errorType) => {
    api.world.refusal = new GatewayError(code, 'no');
    const { status, body } = await api.ask(cancel, { as: account });
    expect(status).toBe(200);
    expect(body.errors[0]?.extensions).toMatchObject({ errorCode: code, errorType });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe('silence', () => {
  it('is no-reply after the window, and a late answer enters by its message id', async () => {
    let answerLate: (status: string) => void = () => undefined;
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: (_payload, messageId) => {
        answerLate = (status) => charger.send([3, messageId, { status }]);
        return 'silent';
      },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'no-reply' });
    answerLate('Accepted');
    const [call] = charger.calls('RemoteStartTransaction');
    const [late] = await waitFor(
      () => nonEmpty(gateway.fakes.eventsOf('reply')),
      'the late answer',
    );
    expect(late).toEqual({
      type: 'reply',
      transactionId: 'tx-boost',
      reply: { kind: 'accepted' },
      eventId: `ocpp-${call?.messageId}`,
    });
    expect(gateway.fakes.count('frames_invalid')).toBe(0);
  });

  it('never has two CALLs out at once', async () => {
    let isOut = false;
    const overlaps: string[] = [];
    const guarded = async (action: string) => {
      if (isOut) overlaps.push(action);
      isOut = true;
      await new Promise((resolve) => setImmediate(resolve));
      isOut = false;
      return { status: 'Accepted' };
    };
    const { charger, connection } = await gateway.connectReady('cp-1', {
      GetCompositeSchedule: () => ({ status: 'Rejected' }),
    });
    await charger.ask('StartTransaction', startPayload());
    for (const action of ['ClearChargingProfile', 'SetChargingProfile', 'TriggerMessage']) {
      charger.behaviours[action] = () => guarded(action);
    }
    await Promise.all([
      sendOrder(connection, makeOrder('cancel_boost')),
      sendOrder(connection, makeOrder('cancel_boost')),
    ]);
    expect(overlaps).toEqual([]);
  });

  it('is unreachable when the link was cut before the first byte', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1');
    charger.close();
    await waitFor(() => gateway.fakes.closed.includes(connection), 'the end of the link');
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'unreachable' });
  });

  it('is no-reply when the link is cut after the first byte', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => {
        charger.close();
        return 'silent';
      },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'no-reply' });
  });

  it('closes a zombie after three commands in a row without any answer', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => 'silent',
    });
    for (const attempt of [1, 2, 3]) await sendOrder(connection, makeOrder('boost', { attempt }));
    await waitFor(() => charger.closeCode !== null, 'the link to be closed');
  });
});

function nonEmpty<T>(list: readonly T[]): readonly T[] | null {
  return list.length > 0 ? list : null;
}

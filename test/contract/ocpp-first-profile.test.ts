import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const setProfile = 'SetChargingProfile';
/** Something else limits the session, so that a boost has to lift it. */
const behaviours: RawCharger['behaviours'] = {
  [setProfile]: () => ({ status: 'Accepted' }),
  GetCompositeSchedule: () => ({
    status: 'Accepted',
    connectorId: 1,
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }],
    },
  }),
};

describe('a boost that waits for its session', () => {
  it('sets no profile before the charger has the number of its session', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...behaviours,
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload(), 'the-start'));
        return { status: 'Accepted' };
      },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    const heard = charger.frames
      .filter(({ direction }) => direction === 'in')
      .map(({ json }) => json as readonly unknown[]);
    const answeredAt = heard.findIndex(([type, id]) => type === 3 && id === 'the-start');
    const setAt = heard.findIndex(([type, , action]) => type === 2 && action === setProfile);
    const answer = heard[answeredAt];
    expect(answer?.[2]).toMatchObject({ transactionId: expect.any(Number) });
    expect(setAt).toBeGreaterThan(answeredAt);
    expect(charger.calls(setProfile)[0]?.payload).toMatchObject({
      csChargingProfiles: {
        transactionId: (answer?.[2] as { transactionId: number } | undefined)?.transactionId,
      },
    });
  });

  it('gives a profile that is refused for a moment once more, as it was', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...behaviours,
      [setProfile]: () => {
        const isFirst = charger.calls(setProfile).length === 1;
        return { status: isFirst ? 'Rejected' : 'Accepted' };
      },
    });
    await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    const [first, again, ...more] = charger.calls(setProfile).map(({ payload }) => payload);
    expect([again, more]).toEqual([first, []]);
    expect(gateway.fakes.traits.learnt.size).toBe(0);
  });
});

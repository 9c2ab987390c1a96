import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 1 });
});
afterEach(() => gateway.stop());

const metered = () => gateway.fakes.reported('cp-1', 'meter')?.['powerW'];

/** A charger that meters energy alone, with a session of a driver that is running. */
async function connectMetering() {
  const { charger, connection } = await gateway.connectReady('cp-1', {
    SetChargingProfile: () => ({ status: 'Accepted' }),
  });
  const { transactionId } = await charger.ask('StartTransaction', startPayload('a-driver', 0));
  const baseMs = Date.now();
  const meter = (registerWh: number, inS: number) =>
    charger.ask('MeterValues', {
      ...{ connectorId: 1, transactionId },
      meterValue: [
        {
          timestamp: new Date(baseMs + inS * 1_000).toISOString(),
          sampledValue: [{ value: String(registerWh) }],
        },
      ],
    });
  return { connection, meter };
}

describe('a charger that meters nothing but energy', () => {
  it('shows after a boost only what has flowed since', async () => {
    const { connection, meter } = await connectMetering();
    await meter(1_000, -600);
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    await meter(2_000, 0);
    expect(metered()).toBeUndefined();
    await meter(2_000, 60);
    expect(metered()).toBe(0);
    await meter(2_060, 90);
    expect(metered()).toBe(7_200);
  });

  it('shows no power by a register that is another than that of its start', async () => {
    const { meter } = await connectMetering();
    await meter(5_000_000, 60);
    expect(metered()).toBeUndefined();
    await meter(5_000_120, 120);
    expect(metered()).toBe(7_200);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPayload, statusPayload, TestGateway } from '../support/ocpp/gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const reported = (aspect: string) => gateway.fakes.reported('cp-1', aspect as 'session');

/** A charger with a vehicle at each of its connectors, and a session at the first. */
async function startTwo() {
  const { charger } = await gateway.connectReady('cp-1');
  await charger.ask('StatusNotification', statusPayload('Preparing', 1));
  await charger.ask('StatusNotification', statusPayload('Preparing', 2));
  const { transactionId: first } = await charger.ask('StartTransaction', startPayload());
  const start = { ...startPayload('a-driver'), connectorId: 2 };
  const { transactionId: second } = await charger.ask('StartTransaction', start);
  const stop = (transactionId: unknown) =>
    charger.ask('StopTransaction', {
      ...{ transactionId, meterStop: 4_000, timestamp: new Date().toISOString() },
    });
  return { charger, first, second, stop };
}

describe('a session at another connector than the one that commands act on', () => {
  it('is not the session of the device', async () => {
    const { first } = await startTwo();
    expect(reported('session')).toMatchObject({ running: true, sessionId: first });
  });

  it('ends no boost, and takes no profile of ours along', async () => {
    const { first, second, stop } = await startTwo();
    await stop(second);
    expect(gateway.fakes.eventsOf('session-ended')).toEqual([]);
    expect(reported('session')).toMatchObject({ running: true, sessionId: first });
  });

  it('ends no boost where its vehicle is unplugged without a word', async () => {
    const { charger, first } = await startTwo();
    await charger.ask('StatusNotification', statusPayload('Available', 2));
    expect(gateway.fakes.eventsOf('session-ended')).toEqual([]);
    expect(reported('session')).toMatchObject({ running: true, sessionId: first });
  });

  it('becomes the session of the device when that one has ended', async () => {
    const { first, second, stop } = await startTwo();
    await stop(first);
    expect(gateway.fakes.eventsOf('session-ended')).toHaveLength(1);
    expect(reported('session')).toMatchObject({ running: true, sessionId: second });
  });

  it('stays beside the one that commands act on, whatever its number', async () => {
    const { charger, first, second, stop } = await startTwo();
    await stop(first);
    await charger.ask('StatusNotification', statusPayload('Charging', 2));
    await charger.ask('StartTransaction', startPayload('a-driver', 5_000));
    expect(reported('session')).toMatchObject({ running: true, sessionId: second });
    expect(reported('status')).toMatchObject({ connectorId: 2, state: 'charging' });
  });
});

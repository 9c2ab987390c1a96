import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boot } from '../../bench/devices/charger-messages.ts';
import { type MixCount, makeMixingCharger } from '../../bench/devices/inbound-mix.ts';
import { connectCharger, type RawCharger } from '../../bench/devices/raw-charger.ts';
import { BareCentralSystem } from '../support/bare-central-system.ts';
import { waitFor } from '../support/wait-for.ts';

const identity = 'CP-BENCH-1';
let central: BareCentralSystem;
let charger: RawCharger;

beforeEach(async () => {
  central = await new BareCentralSystem().listen();
  const address = { url: central.url, identity, secret: 'a-secret-of-twenty-characters' };
  charger = await connectCharger(address, { lastAtMs: 0 });
  await charger.call(boot(identity));
});
afterEach(async () => {
  await charger.close();
  await central.close();
});

describe('a charger of the bench', () => {
  it('writes by hand what the schemas of OCPP 1.6 take, in every message of its mix', async () => {
    const mixing = makeMixingCharger(charger);
    await mixing.begin(0);
    const count: MixCount = { answered: {}, failed: 0, latenciesMs: [] };
    const isWhole = () => central.all('StopTransaction').length > 0;
    while (!isWhole()) {
      const nowMs = performance.now();
      await mixing.drive({ countFromMs: nowMs, endMs: nowMs + 5 }, count);
    }
    expect(central.violations).toEqual([]);
    expect(central.badMessages).toEqual([]);
    expect(count.failed).toBe(0);
    expect(new Set(central.received.map(({ method }) => method))).toEqual(
      new Set([
        ...['BootNotification', 'StatusNotification', 'StartTransaction', 'MeterValues'],
        ...['Heartbeat', 'StopTransaction'],
      ]),
    );
  });

  it('is in one session at a time, by the number that it was told', async () => {
    const mixing = makeMixingCharger(charger);
    central.answer('StartTransaction', () => ({
      idTagInfo: { status: 'Accepted' },
      transactionId: 4711,
    }));
    await mixing.begin(3);
    expect(central.all('StartTransaction')).toHaveLength(1);
    expect(central.all('MeterValues').at(-1)).toMatchObject({ transactionId: 4711 });
  });

  it('answers what a gateway asks while it learns, and sends what was triggered', async () => {
    const { configurationKey } = await central.call('GetConfiguration');
    expect(configurationKey).toContainEqual(
      expect.objectContaining({ key: 'NumberOfConnectors', value: '1' }),
    );
    for (const requestedMessage of ['BootNotification', 'StatusNotification', 'MeterValues']) {
      const before = central.all(requestedMessage).length;
      expect(await central.call('TriggerMessage', { requestedMessage })).toEqual({
        status: 'Accepted',
      });
      await waitFor(() => central.all(requestedMessage).length > before, requestedMessage);
    }
    await expect(central.call('ClearCache')).rejects.toThrow();
    expect(central.violations).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import { bootPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
const opened: RawCharger[] = [];

beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(async () => {
  for (const { socket } of opened.splice(0)) socket.removeAllListeners('close').terminate();
  await gateway.stop();
});

const epochNow = () => gateway.fakes.table.get('device-cp-1' as DeviceId)?.epoch;
const knock = () => gateway.connect('cp-1');

describe('a newer socket of the same charger', () => {
  it('wins, and the late end of the older one does not touch it', async () => {
    // lbbrhzn/ocpp PR #2122: the late finaliser of the old session closed its replacement.
    const finishers: (() => void)[] = [];
    const close = gateway.fakes.ports.links.close;
    Object.assign(gateway.fakes.ports.links, {
      close: async (connection: Parameters<typeof close>[0]) => {
        await new Promise<void>((resolve) => finishers.push(resolve));
        await close(connection);
      },
    });
    const older = await knock();
    await waitFor(() => epochNow() === 1, 'the first link');
    const newer = await knock();
    await waitFor(() => older.closeCode !== null, 'the older socket to be closed');
    expect(epochNow()).toBe(2);
    for (const finish of finishers.splice(0)) finish();
    expect(await newer.ask('BootNotification', bootPayload)).toMatchObject({ status: 'Accepted' });
    expect(newer.isOpen).toBe(true);
    expect(epochNow()).toBe(2);
    Object.assign(gateway.fakes.ports.links, { close });
  });

  it('wins though the older one is silent and open', async () => {
    for (let turn = 1; turn <= 3; turn += 1) {
      await knock();
      await waitFor(() => epochNow() === turn, `link ${turn}`);
    }
    expect(gateway.fakes.table.count).toBe(1);
  });
});

describe('two sockets of one charger that come back at once', () => {
  it('do not throw each other out for ever: one stays, the other is told to wait', async () => {
    let connects = 0;
    const refusals: string[] = [];
    const comeAgain = async (): Promise<void> => {
      if (connects + refusals.length >= 20) return;
      try {
        const charger = await knock();
        connects += 1;
        opened.push(charger);
        charger.socket.once('close', () => void comeAgain());
        charger.send([2, 'beat', 'Heartbeat', {}]);
      } catch (error) {
        refusals.push(String(error));
      }
    };
    await Promise.all([comeAgain(), comeAgain()]);
    await waitFor(() => refusals.length > 0, 'a newcomer to be told to wait');
    expect(refusals).toEqual(['Error: HTTP 503']);
    // The first, and five in a minute that took over.
    expect(connects).toBeLessThanOrEqual(6);
    expect(gateway.fakes.table.count).toBe(1);
    const stays = opened.findLast(({ isOpen }) => isOpen);
    expect(await stays?.ask('Heartbeat', {})).toHaveProperty('currentTime');
    const reasons = gateway.fakes.logLines.map(({ fields }) => Object(fields).reason);
    expect(reasons).toContain('two_sockets');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import { makeCharger } from '../support/ocpp/fake-ports.ts';
import { TestGateway } from '../support/ocpp/gateway.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

/** Runs when the charger is past the door and its route is about to be written. */
function atTheRoute(act: () => void): void {
  gateway.fakes.gate = (what) => {
    if (what === 'open') act();
  };
}

describe('a charger that was let in by a password', () => {
  it.each([
    ['is replaced', () => gateway.fakes.admitted.clear()],
    [
      'is another device’s by then',
      () => {
        const { door } = gateway.fakes.ports;
        const other = { ...makeCharger('cp-1'), id: 'another' as DeviceId };
        Object.assign(door, { admit: async () => ({ kind: 'admitted', device: other }) });
      },
    ],
  ])('loses its link when that %s before its route is written', async (_what, act) => {
    atTheRoute(act);
    const charger = await gateway.connect('cp-1');
    await waitFor(() => charger.closeCode === 1008, 'the link to be closed');
    await waitFor(() => gateway.fakes.table.count === 0, 'its connection to be released');
    expect(charger.calls()).toEqual([]);
    expect(gateway.fakes.ready).toEqual([]);
  });

  it('keeps its link when that still counts', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    expect(charger.isOpen).toBe(true);
    expect(gateway.fakes.attempts).toEqual(['cp-1', 'cp-1']);
  });
});

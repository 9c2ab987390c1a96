import { describe, expect, it } from 'vitest';
import type { Charger } from '../../../../src/adapters/ocpp/charger.ts';
import { type Transfer, takeTransfer } from '../../../../src/adapters/ocpp/take-transfer.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';

/** A device of a class, with what was stored of it. */
function makeDevice(deviceClass: 'vehicle' | 'charger') {
  const stored: unknown[] = [];
  const store = { report: async (aspect: string, value: unknown) => stored.push([aspect, value]) };
  const device = { class: deviceClass };
  return { stored, charger: { device, store, clock: makeFakeClock() } as unknown as Charger };
}

const home = { latitude: 51.5, longitude: -0.12 };
const unknown = { latitude: null, longitude: null };
const own = (data?: unknown): Transfer => ({ vendorId: 'joulegate', messageId: 'Location', data });

describe('the place of a vehicle', () => {
  it.each([
    ['a JSON text', own(JSON.stringify(home)), home],
    ['an object', own(home), home],
    ['nowhere that it knows', own(unknown), unknown],
    ['another spelling of the vendor', { ...own(home), vendorId: 'Joulegate' }, home],
  ])('is stored from %s', async (_how, transfer, value) => {
    const { charger, stored } = makeDevice('vehicle');
    expect(await takeTransfer(charger, transfer)).toBe('Accepted');
    expect(stored).toEqual([['location', value]]);
  });

  it.each<[string, Transfer, string]>([
    ['no data', own(), 'Rejected'],
    ['a text that is no JSON', own('{'), 'Rejected'],
    ['a number', own('5'), 'Rejected'],
    ['half a place', own({ latitude: 51.5, longitude: null }), 'Rejected'],
    ['a place off the globe', own({ latitude: 91, longitude: 0 }), 'Rejected'],
    ['text for numbers', own({ latitude: '51', longitude: '0' }), 'Rejected'],
    ['another message', { vendorId: 'joulegate', messageId: 'Weather' }, 'UnknownMessageId'],
    ['another vendor', { vendorId: 'com.example', messageId: 'Location' }, 'UnknownVendorId'],
  ])('is not stored from %s', async (_what, transfer, status) => {
    const { charger, stored } = makeDevice('vehicle');
    expect(await takeTransfer(charger, transfer)).toBe(status);
    expect(stored).toEqual([]);
  });

  it('is no message of what is fixed to a house', async () => {
    const { charger, stored } = makeDevice('charger');
    expect(await takeTransfer(charger, own(home))).toBe('Rejected');
    expect(stored).toEqual([]);
  });
});

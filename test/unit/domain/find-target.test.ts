import { describe, expect, it } from 'vitest';
import type { Device, DeviceId } from '../../../src/domain/device.ts';
import { findTarget } from '../../../src/domain/find-target.ts';
import type { DeviceState, Devices } from '../../../src/domain/ports/devices.ts';
import type { DeviceTarget } from '../../../src/domain/submission.ts';
import { makeCaller, makeDevice, makeView } from '../../support/builders.ts';

function aCharger(id: string, facts: Partial<Device> = {}): DeviceState {
  const { description, link, reports, wishes, settings } = makeView();
  const device = makeDevice({ id: id as DeviceId, class: 'charger', protocol: 'ocpp', ...facts });
  return { device, description, link, reports, wishes, settings, alerts: [] };
}

/** Newest first. */
function find(all: readonly DeviceState[], target: Partial<DeviceTarget> = {}) {
  const devices = { listByAccount: async () => all } as unknown as Devices;
  const newest = { by: 'newest', accountNumber: 'A-1', classes: ['charger', 'vehicle'] } as const;
  const aim = { caller: makeCaller(), target: { ...newest, ...target }, right: 'command' } as const;
  return findTarget(devices, aim as Parameters<typeof findTarget>[1]);
}

const orRetired = { orRetired: true } as const;

describe('where some classes are preferred', () => {
  const pump = aCharger('pump', { class: 'heat_pump_controller' });
  const charger = aCharger('charger');
  const either = {
    classes: ['charger', 'heat_pump_controller'],
    preferred: ['charger'],
  } as const;

  it('is the newest of these, however new another one is', async () => {
    expect(await find([pump, charger], either)).toBe(charger);
  });

  it.each([[[pump]], [[aCharger('gone', { retiredAtMs: 1 }), pump]]])(
    'is the newest of all where none of these is in service',
    async (all) => {
      expect(await find(all, either)).toBe(pump);
    },
  );
});

describe('"the" device of an account', () => {
  const inService = aCharger('old');
  const retired = aCharger('new', { retiredAtMs: 2 });
  const battery = aCharger('battery', { class: 'battery' });

  it.each([{}, orRetired])('is the newest that is not retired (%j)', async (target) => {
    expect(await find([battery, retired, inService], target)).toBe(inService);
  });

  it('is none where all are retired', async () => {
    await expect(find([retired])).rejects.toMatchObject({ code: 'device_not_found' });
  });

  it('is the newest retired one for what is refused of it by that word', async () => {
    expect(await find([battery, retired, aCharger('r', { retiredAtMs: 1 })], orRetired)).toBe(
      retired,
    );
  });

  it('is none where none of the class was ever registered', async () => {
    await expect(find([battery], orRetired)).rejects.toMatchObject({ code: 'device_not_found' });
  });
});

import type { DeviceId } from '../../../../src/domain/device.ts';
import type { DeviceConnection } from '../../../../src/domain/ports/connections.ts';
import type { NewDevice, RegistrationTerms } from '../../../../src/domain/ports/devices.ts';
import type { Wizard } from '../../../../src/domain/ports/onboarding.ts';
import type { GatewayDeps } from '../../../../src/gateway/gateway-parts.ts';
import { assertUp, type FakeWorld } from './world.ts';

type Fakes = Pick<GatewayDeps, 'connections' | 'wizards' | 'places'>;

/** Wizards and places in memory, and links that only say that they were closed. */
export function makeOnboardingFakes(world: FakeWorld): Fakes {
  return {
    connections: {
      get: (id) => {
        const close = (reason: string) => void world.cutLinks.push({ id, reason });
        return { close } as unknown as DeviceConnection;
      },
    },
    wizards: {
      async start(facts, { openMax, openSinceMs }) {
        assertUp(world);
        const isOpen = (one: Wizard) => one.deviceId === null && one.cancelledAtMs === null;
        const open = world.wizards.filter((one) => isOpen(one) && one.createdAtMs > openSinceMs);
        if (open.length >= openMax) return 'full';
        world.wizards.unshift({ ...facts, cancelledAtMs: null, deviceId: null, version: 1 });
        return 'started';
      },
      find: async (id) => world.wizards.find((one) => one.id === id) ?? null,
      list: async (account) => world.wizards.filter((one) => one.accountNumber === account),
      async cancel(wizard, nowMs, retires) {
        const stored = world.wizards.find((one) => one.id === wizard.id);
        if (stored?.version !== wizard.version) return 'conflict';
        changeWizard(world, wizard.id, { cancelledAtMs: nowMs });
        if (retires) retireIn(world, retires, nowMs);
        return 'cancelled';
      },
    },
    places: {
      async set(accountNumber, propertyId, place) {
        world.places.push({ accountNumber, propertyId, ...place });
        return true;
      },
    },
  };
}

/** Whether `register.lua` would let a device in, besides its identity. */
export function termsBroken(
  world: FakeWorld,
  device: NewDevice,
  { openSinceMs, wizard }: RegistrationTerms,
): 'open' | 'wizard_changed' | null {
  const isInTheWay = (one: FakeWorld['devices'][number]['device']) =>
    one.accountNumber === device.accountNumber &&
    one.class === device.class &&
    one.registeredBy === 'onboarding' &&
    one.firstConnectedAtMs === null &&
    one.retiredAtMs === null &&
    one.createdAtMs > (openSinceMs ?? Number.POSITIVE_INFINITY);
  if (world.devices.some((one) => isInTheWay(one.device))) return 'open';
  if (!wizard) return null;
  const stored = world.wizards.find(({ id }) => id === wizard.id);
  if (stored?.version !== wizard.version) return 'wizard_changed';
  changeWizard(world, wizard.id, { deviceId: device.id });
  return null;
}

/** True if it was in service. */
export function retireIn(world: FakeWorld, id: DeviceId, nowMs: number): boolean {
  const index = world.devices.findIndex(({ device }) => device.id === id);
  const state = world.devices[index];
  if (!state || state.device.retiredAtMs !== null) return false;
  world.devices[index] = { ...state, device: { ...state.device, retiredAtMs: nowMs } };
  return true;
}

function changeWizard(world: FakeWorld, id: string, change: Partial<Wizard>): void {
  const index = world.wizards.findIndex((one) => one.id === id);
  const wizard = world.wizards[index] as Wizard;
  world.wizards[index] = { ...wizard, ...change, version: wizard.version + 1 };
}

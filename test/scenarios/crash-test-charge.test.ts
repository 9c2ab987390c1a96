import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World, worldAccount } from '../support/world.ts';

const timeScale = 10;
const identity = 'CRASH-TESTED';
const testProfileId = 7_014;

let world: World;
let chargers: SimulatorHandle | undefined;

beforeAll(async () => {
  world = await startWorld({ timeScale });
});
afterAll(async () => {
  await chargers?.stop();
  await world?.stop();
});

type State = {
  readonly session: { readonly powerW: number } | null;
  readonly profiles: readonly { readonly chargingProfileId: number }[];
};

function state(): State {
  return chargers?.devices[0]?.state() as State;
}

function holdsTest(): boolean {
  return state().profiles.some(({ chargingProfileId }) => chargingProfileId === testProfileId);
}

/** A charger that its owner registered: it is live only once a test charge has passed. */
async function onboard(): Promise<void> {
  const password = 'the-password-of-a-tested-charger';
  const input = {
    ...{ accountNumber: worldAccount, propertyId: 1, deviceType: 'ELECTRIC_VEHICLES' },
    provider: 'OCPP_WALLBOX',
    authentication: { providerDeviceId: identity, accessToken: password },
  };
  const answer = await world.api.send(seedDocuments.deviceRegistration, { input });
  expect(answer.errors).toEqual([]);
  const isPlugged = true;
  const url = world.ocppUrl;
  chargers = await startChargers({ url, id: identity, password, isPlugged, speed: timeScale });
  await waitFor(() => answered('StatusNotification') > 0, 'its status to be heard', 15_000);
}

function answered(action: string): number {
  const lines = (chargers?.log.after(identity, 0) ?? []) as unknown as Record<string, unknown>[];
  return lines.filter((line) => line['type'] === 'CALLRESULT' && line['action'] === action).length;
}

async function trigger(): Promise<string> {
  const document = `mutation($input: AccountNumberInput) {
    triggerTestCharge(input: $input) { krakenflexDevice { status } }
  }`;
  return await world.api.accept(document, { input: { accountNumber: worldAccount } });
}

test('killed in a test charge: it ends interrupted, with its session and its limit', async () => {
  await onboard();
  const id = await trigger();
  await world.reaches(id, 'ACKNOWLEDGED');
  await waitFor(() => holdsTest() && (state().session?.powerW ?? 0) > 500, 'the test to charge');

  await world.kill();
  expect(state().session).not.toBeNull();
  await world.start();

  const ended = await world.reaches(id, 'FAILED');
  expect(ended).toMatchObject({ reason: { code: 'interrupted' }, attempt: 1 });
  await waitFor(() => state().session === null, 'the session of the test to end');
  expect(holdsTest()).toBe(false);
  expect(await trigger()).not.toBe(id);
});

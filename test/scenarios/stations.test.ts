import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { send } from '../support/crash.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorld, type World, worldAccount } from '../support/world.ts';
import { addCharger, boost, control, type WorldDevice } from '../support/world-devices.ts';

/** A boost lives for 60 s: a restart must fit into that, divided. */
const timeScale = 6;

const protocols = ['2.0.1', '2.1'];

let world: World;
let devices: readonly WorldDevice[] = [];
let stations = 0;

beforeAll(async () => {
  world = await startWorld({ timeScale });
});

afterEach(async () => {
  await Promise.all(devices.map((device) => device.stop()));
  devices = [];
});

afterAll(async () => {
  await world?.stop();
});

/** A station of each version, whose vehicle waits for a start. */
async function plugIn(faults: readonly object[] = []): Promise<void> {
  devices = await Promise.all(
    protocols.map((protocol) => {
      stations += 1;
      const identity = `STATION-${stations}`;
      return addCharger(world, { speed: timeScale, identity, protocol, faults });
    }),
  );
  const told = { direction: 'in', type: 'CALLRESULT', action: 'StatusNotification' };
  await each((device) =>
    waitFor(() => device.lines(told).length > 0, `${device.identity} to have told its status`),
  );
  await each((device) => waitFor(() => isLive(device), `${device.identity} to be live`));
}

async function each<T>(run: (device: WorldDevice) => Promise<T>): Promise<readonly T[]> {
  return await Promise.all(devices.map(run));
}

async function isLive({ deviceId }: WorldDevice): Promise<boolean> {
  const document = `{ devices(accountNumber: "${worldAccount}") { id status { current } } }`;
  type Shown = { id: string; status: { current: string } };
  const answer = await world.api.send<{ devices: Shown[] }>(document);
  const device = answer.data?.devices.find(({ id }) => id === deviceId);
  return device?.status.current === 'LIVE';
}

/** Asks every station; their transactions. */
function ask(action: 'BOOST' | 'CANCEL' | 'SUSPEND' | 'UNSUSPEND'): Promise<readonly string[]> {
  return each((device) => {
    const isBoost = action === 'BOOST' || action === 'CANCEL';
    const mutation = isBoost ? boost(device, action) : control(device, action);
    return send(world, { mutation, idempotencyKey: randomUUID() });
  });
}

async function reach(ids: readonly string[], status: string) {
  return await Promise.all(ids.map((id) => world.reaches(id, status)));
}

/** How often a station began a charge. */
function starts(device: WorldDevice): number {
  return device.lines({ event: 'session-start' }).length;
}

/** The power that it meters now, W. */
function powerOf(device: WorldDevice): number {
  const state = device.simulator.devices[0]?.state() as { session?: { powerW: number } | null };
  return state.session?.powerW ?? 0;
}

type Asked = { remoteStartId: number };
type Told = { transactionInfo: { remoteStartId?: number } };

/** True when an event of the station names the start that the gateway asked for. */
function isNamed(device: WorldDevice): boolean {
  const asked = device.lines({ direction: 'in', action: 'RequestStartTransaction' });
  const told = device.lines({ direction: 'out', type: 'CALL', action: 'TransactionEvent' });
  const names = told.map(({ payload }) => (payload as Told).transactionInfo.remoteStartId);
  return asked.every(({ payload }) => names.includes((payload as Asked).remoteStartId));
}

test('stations are boosted over a lost link and halted again, by their meters', async () => {
  const fault = { on: 'RequestStartTransaction', do: 'drop-link', when: 'after-execute' };
  await plugIn([{ ...fault, times: 1 }]);

  const ended = await reach(await ask('BOOST'), 'SUCCEEDED');

  for (const { verified, attempt } of ended) {
    expect({ verified, attempt }).toEqual({ verified: 'TRUE', attempt: 2 });
  }
  for (const device of devices) {
    expect(starts(device)).toBe(1);
    expect(isNamed(device)).toBe(true);
    expect(device.lines({ event: 'link-up' })).toHaveLength(2);
  }
  await reach(await ask('CANCEL'), 'SUCCEEDED');
  for (const device of devices) expect(powerOf(device)).toBeLessThan(500);
});

test('stations are let go and taken back, with our own profiles and no others', async () => {
  await plugIn();
  await reach(await ask('BOOST'), 'SUCCEEDED');

  await reach(await ask('SUSPEND'), 'SUCCEEDED');
  for (const device of devices) {
    const cleared = device.lines({ direction: 'in', action: 'ClearChargingProfile' });
    expect(cleared.length).toBeGreaterThan(0);
    for (const { payload } of cleared) {
      expect(payload).toEqual({ chargingProfileId: expect.any(Number) });
    }
  }
  await reach(await ask('UNSUSPEND'), 'SUCCEEDED');
  for (const device of devices) expect(starts(device)).toBe(1);
});

test('a gateway that dies over the starts finds one session at each station', async () => {
  await plugIn();
  const ids = await ask('BOOST');
  const isAsked = (device: WorldDevice) =>
    device.lines({ direction: 'in', action: 'RequestStartTransaction' }).length > 0;
  await waitFor(() => devices.every(isAsked), 'both starts to be on the wire');

  await world.kill();
  await world.start();

  await reach(ids, 'SUCCEEDED');
  for (const device of devices) expect(starts(device)).toBe(1);
  await reach(await ask('CANCEL'), 'SUCCEEDED');
  for (const device of devices) expect(powerOf(device)).toBeLessThan(500);
});

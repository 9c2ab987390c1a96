import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { noSettings } from '../../../src/domain/device-settings.ts';
import type { ChargingPlan } from '../../../src/domain/planning/plan.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';

const hour = 3_600_000;

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const fields = 'start end startDt endDt deltaKwh delta meta { source location }';
const planned = (account = 'A-1') =>
  `{ r: plannedDispatches(accountNumber: "${account}") { ${fields} } }`;
const completed = `{ r: completedDispatches(accountNumber: "A-1") { ${fields} } }`;
const flex = (id = 'device-1') =>
  `{ r: flexPlannedDispatches(deviceId: "${id}") { start end type energyAddedKwh } }`;
const ask = async (query: string) => {
  const { body } = await api.ask(query, { as: token });
  const list = body.data?.['r'] as unknown as readonly Record<string, unknown>[];
  return { list, code: body.errors?.[0]?.extensions['errorCode'] };
};
const iso = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 23)}000+00:00`;

/** Rests for an hour, then charges in two periods that touch. */
function aPlan(now = api.world.nowMs): ChargingPlan {
  return {
    id: 'plan-1',
    madeAtMs: now,
    readyByMs: now + 4 * hour,
    targetSocPercent: 80,
    periods: [
      { startMs: now, endMs: now + hour, limit: 0, energyWh: 0 },
      { startMs: now + hour, endMs: now + 2 * hour, limit: 16, energyWh: 3_000 },
      { startMs: now + 2 * hour, endMs: now + 4 * hour, limit: 32, energyWh: 12_400 },
    ],
  };
}

describe('planned dispatches', () => {
  it('are what the plan charges, in one where periods touch, import negative', async () => {
    api.world.devices.push(aDevice({}, { settings: { ...noSettings, plan: aPlan() } }));
    const [start, end] = [api.world.nowMs + hour, api.world.nowMs + 4 * hour];
    const { list } = await ask(planned());
    expect(list).toEqual([
      {
        start: iso(start),
        end: iso(end),
        startDt: new Date(start).toISOString().replace('T', ' ').replace('.000Z', '+00:00'),
        endDt: new Date(end).toISOString().replace('T', ' ').replace('.000Z', '+00:00'),
        deltaKwh: -15,
        delta: '-15.4',
        meta: { source: 'smart-charge', location: null },
      },
    ]);
    expect((await ask(flex())).list).toEqual([
      { start: iso(start), end: iso(end), type: 'SMART', energyAddedKwh: '15.4' },
    ]);
  });

  it('are one boost from its acceptance to the estimated end while a boost is open', async () => {
    const atMs = api.world.nowMs - hour;
    const settings = { ...noSettings, plan: aPlan() };
    const wishes = { boost: { transactionId: 'tx-1', atMs } };
    api.world.devices.push(aDevice({}, { settings, wishes }));
    const { list } = await ask(planned());
    expect(list).toHaveLength(1);
    expect(list[0]).toMatchObject({ start: iso(atMs), meta: { source: 'bump-charge' } });
    // 80 % of 60 kWh at 90 % are 53.3 kWh, and 7.25 h at 32 A.
    expect(Date.parse(String(list[0]?.['end']))).toBeGreaterThan(api.world.nowMs + 7 * hour);
    expect((await ask(flex())).list).toMatchObject([{ type: 'BOOST' }]);
  });

  it('are no boost of a charger that is gone for over a minute', async () => {
    const wishes = { boost: { transactionId: 'tx-1', atMs: api.world.nowMs - hour } };
    const lostAtMs = api.world.nowMs - 61_000;
    const link = { epoch: 1, live: false, connectedAtMs: 0, lostAtMs };
    api.world.devices.push(aDevice({}, { wishes, link }));
    expect((await ask(planned())).list).toEqual([]);
  });

  it('are one test while a test charge runs', async () => {
    const wishes = { test: { transactionId: 'tx-1', atMs: api.world.nowMs } };
    api.world.devices.push(aDevice({}, { wishes }));
    expect((await ask(flex())).list).toMatchObject([{ type: 'TEST', energyAddedKwh: null }]);
    expect((await ask(planned())).list[0]).toMatchObject({ delta: null, deltaKwh: null });
  });

  it('are none where nothing is planned, or all of it is over', async () => {
    const plan = aPlan(api.world.nowMs - 4 * hour);
    api.world.devices.push(aDevice({}, { settings: { ...noSettings, plan } }));
    expect((await ask(planned())).list).toEqual([]);
    expect((await ask(flex())).list).toEqual([]);
  });

  it('need a device that the caller may read', async () => {
    expect((await ask(planned())).code).toBe('KT-CT-4301');
    expect((await ask(planned('A-2'))).code).toBe('KT-CT-1111');
    api.world.devices.push(aDevice({ accountNumber: 'A-2' as never }));
    expect((await ask(flex())).code).toBe('KT-CT-4301');
    expect((await ask(flex('nobody'))).code).toBe('KT-CT-4301');
  });
});

describe('completed dispatches', () => {
  it('are what the meter counted, of every device of the account, newest first', async () => {
    const now = api.world.nowMs;
    const other = 'device-2' as DeviceId;
    api.world.devices.push(aDevice(), aDevice({ id: other, retiredAtMs: now - hour }));
    const charge = (fromMs: number, energyWh: number) => ({
      fromMs,
      toMs: fromMs + hour,
      energyWh,
    });
    api.world.charges['device-1'] = [
      { ...charge(now - 2 * hour, 7_200), source: 'smart-charge' },
      { ...charge(now - 9 * hour, 300), source: null },
    ];
    api.world.charges[other] = [{ ...charge(now - 5 * hour, 3_600), source: 'bump-charge' }];
    const { list } = await ask(completed);
    expect(list).toMatchObject([
      { start: iso(now - 2 * hour), delta: '-7.2', deltaKwh: -7, meta: { location: 'AT_HOME' } },
      { start: iso(now - 5 * hour), delta: '-3.6', meta: { source: 'bump-charge' } },
      { start: iso(now - 9 * hour), delta: '-0.3', deltaKwh: 0, meta: { source: null } },
    ]);
  });

  it('are none of an account that never charged', async () => {
    api.world.devices.push(aDevice());
    expect((await ask(completed)).list).toEqual([]);
  });

  it('need an account that ever had a charge point or vehicle, as planned ones do', async () => {
    api.world.devices.push(aDevice({ class: 'battery' }));
    expect((await ask(completed)).code).toBe('KT-CT-4301');
    api.world.devices.push(aDevice({ retiredAtMs: 1 }));
    expect((await ask(completed)).list).toEqual([]);
  });
});

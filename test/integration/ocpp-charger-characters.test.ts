import { describe, expect, it } from 'vitest';
import { listCharacters, loadCharacter } from '../../simulators/ocpp-charger/character.ts';
import { ChargerBench, makeWireProfile as profile } from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use();
const power = () => bench.csms.metered('Power.Active.Import');
const becomes = (watts: number) => waitFor(() => power() === watts, `${watts} W`);

/** A profile of one limit in a unit, offered to connector 1; the charge point's answer. */
async function offer(limit: number, unit: 'A' | 'W', more: object = {}, period: object = {}) {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit, ...period }];
  const chargingSchedule = { chargingRateUnit: unit, chargingSchedulePeriod };
  const csChargingProfiles = profile(limit, { chargingSchedule, ...more });
  const installing = { connectorId: 1, csChargingProfiles };
  return (await bench.csms.call('SetChargingProfile', installing))['status'];
}

const start = (more: object = {}) =>
  bench.csms.call('RemoteStartTransaction', { connectorId: 1, idTag: 'joulegate', ...more });

/** Cuts the link without a word and waits until the charge point is back. */
async function reconnect(): Promise<void> {
  const { connections } = bench.csms;
  bench.chargers?.devices[0]?.faults.add({ on: 'ClearCache', do: 'drop-link', times: 1 });
  await bench.csms.call('ClearCache').catch(() => {});
  await waitFor(() => bench.csms.connections > connections, 'the next connection');
  await waitFor(() => bench.state.isConnected, 'the charge point to know of it');
}

describe('a vendor who is particular about profiles', () => {
  it('watts-only: says that it takes amps, refuses them, and follows watts', async () => {
    await bench.startCharging({ character: 'watts-only' });
    const key = ['ChargingScheduleAllowedChargingRateUnit'];
    expect(await bench.csms.call('GetConfiguration', { key })).toMatchObject({
      configurationKey: [{ value: 'Current,Power' }],
    });
    expect(await offer(10, 'A')).toBe('Rejected');
    expect(power()).toBeGreaterThan(7_000);
    expect(await offer(2_300, 'W')).toBe('Accepted');
    await becomes(2_300);
    expect(JSON.stringify(bench.csms.all('MeterValues'))).not.toContain('SoC');
  });

  it('lies-about-units: accepts 10 A as 10 W, and stops; watts it understands', async () => {
    await bench.startCharging({ character: 'lies-about-units' });
    expect(await offer(10, 'A')).toBe('Accepted');
    await becomes(0);
    expect(bench.state.connectorStatus).toBe('SuspendedEVSE');
    const asked = { connectorId: 1, duration: 60, chargingRateUnit: 'A' };
    expect(await bench.csms.call('GetCompositeSchedule', asked)).toMatchObject({
      chargingSchedule: { chargingSchedulePeriod: [{ limit: 10 }] },
    });
    expect(await offer(2_300, 'W')).toBe('Accepted');
    await becomes(2_300);
  });

  it('stack-level-zero: refuses every other level', async () => {
    await bench.startCharging({ character: 'stack-level-zero' });
    expect(await offer(10, 'A', { stackLevel: 1 })).toBe('Rejected');
    expect(await offer(10, 'A', { stackLevel: 0 })).toBe('Accepted');
    await becomes(2_300);
  });

  it('relative-only: refuses Absolute and Recurring', async () => {
    await bench.startCharging({ character: 'relative-only' });
    expect(await offer(10, 'A', { chargingProfileKind: 'Absolute' })).toBe('Rejected');
    expect(await offer(10, 'A', { chargingProfileKind: 'Relative' })).toBe('Accepted');
    await becomes(2_300);
  });

  it('needs-local-setting: refuses all without a reason, until someone allows them', async () => {
    await bench.startCharging({ character: 'needs-local-setting' });
    const installing = { connectorId: 1, csChargingProfiles: profile(10) };
    expect(await bench.csms.call('SetChargingProfile', installing)).toEqual({ status: 'Rejected' });
    await bench.act('local-override', { allowsProfiles: true });
    expect(await offer(10, 'A')).toBe('Accepted');
    await becomes(2_300);
  });

  it('profile-in-start-refused: takes the start without, and the profile after it', async () => {
    await bench.start({ character: 'profile-in-start-refused' });
    expect(await start({ chargingProfile: profile(10) })).toEqual({ status: 'Rejected' });
    expect(bench.csms.all('StartTransaction')).toEqual([]);
    expect(await start()).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.state.session?.transactionId, 'a transaction');
    expect(await offer(10, 'A')).toBe('Accepted');
  });

  it.each([
    ['number-phases-ignored', 6_900],
    ['phase-switch', 2_300],
  ])('%s: says that it can switch, and 10 A on one phase are %d W', async (character, watts) => {
    await bench.startCharging({ character, phases: 3 });
    const key = ['ConnectorSwitch3to1PhaseSupported'];
    expect(await bench.csms.call('GetConfiguration', { key })).toMatchObject({
      configurationKey: [{ value: 'true' }],
    });
    expect(await offer(10, 'A', {}, { numberPhases: 1 })).toBe('Accepted');
    await becomes(watts);
  });

  it('forgets-profiles: charges on at full power after a reconnect', async () => {
    await bench.startCharging({ character: 'forgets-profiles' });
    await offer(10, 'A');
    await becomes(2_300);
    await reconnect();
    expect(bench.state.profiles).toEqual([]);
    await waitFor(() => power() > 7_000, 'full power');
  });

  it('plain: keeps its profiles over a reconnect', async () => {
    await bench.startCharging();
    await offer(10, 'A');
    await reconnect();
    expect(bench.state.profiles).toHaveLength(1);
  });
});

describe('a vendor who does less', () => {
  it('no-smart-charging: has no such feature, and starts and stops from afar', async () => {
    const id = await bench.startCharging({ character: 'no-smart-charging' });
    const key = ['SupportedFeatureProfiles', 'ChargeProfileMaxStackLevel'];
    expect(await bench.csms.call('GetConfiguration', { key })).toMatchObject({
      configurationKey: [{ value: 'Core,RemoteTrigger' }],
      unknownKey: ['ChargeProfileMaxStackLevel'],
    });
    const unknown = { rpcErrorCode: 'NotImplemented' };
    await expect(offer(10, 'A')).rejects.toMatchObject(unknown);
    await expect(bench.csms.call('ClearChargingProfile')).rejects.toMatchObject(unknown);
    const asked = { connectorId: 1, duration: 60 };
    await expect(bench.csms.call('GetCompositeSchedule', asked)).rejects.toMatchObject(unknown);
    await bench.csms.call('RemoteStopTransaction', { transactionId: id });
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
  });

  it.each(['accept-nothing', 'accept-nothing-mute'])('%s: says Accepted, no more', async (name) => {
    await bench.start({ character: name });
    expect(await start()).toEqual({ status: 'Accepted' });
    expect(await offer(10, 'A', { chargingProfilePurpose: 'TxDefaultProfile' })).toBe('Accepted');
    await bench.csms.call('TriggerMessage', { requestedMessage: 'Heartbeat' });
    await waitFor(() => bench.csms.all('Heartbeat').length === 1, 'a sign of life');
    expect(bench.csms.all('StartTransaction')).toEqual([]);
    expect(bench.state).toMatchObject({ session: null, profiles: [] });
  });

  it('ends-on-zero: is Finishing after 0 A, and charges again at a remote start', async () => {
    await bench.startCharging({ character: 'ends-on-zero' });
    expect(await offer(6, 'A')).toBe('Accepted');
    await becomes(1_380);
    expect(await offer(0, 'A')).toBe('Accepted');
    await waitFor(() => bench.csms.status === 'Finishing', 'Finishing');
    expect(bench.csms.all('StopTransaction')).toMatchObject([{ reason: 'Other' }]);
    expect(await start()).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.csms.all('StartTransaction').length === 2, 'another transaction');
  });

  it('stops-at-once: accepts, begins, and stops a transaction of no number', async () => {
    await bench.start({ character: 'stops-at-once' });
    expect(await start()).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
    expect(bench.csms.all('StartTransaction')).toHaveLength(1);
    expect(bench.csms.all('StopTransaction')).toMatchObject([{ transactionId: -1 }]);
  });
});

describe('a vendor with an order of its own', () => {
  it('never-boots-again: says nothing of itself after a reconnect', async () => {
    await bench.start({ character: 'never-boots-again' });
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'the statuses');
    await reconnect();
    await waitFor(() => bench.csms.all('StatusNotification').length === 4, 'the statuses again');
    expect(bench.csms.all('BootNotification')).toHaveLength(1);
  });

  it('two-calls-at-once: does not wait for the answer to its first CALL', async () => {
    const held = Promise.withResolvers<object>();
    bench.csms.answer('StatusNotification', () => held.promise);
    await bench.start({ character: 'two-calls-at-once' });
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'two CALLs');
    held.resolve({});
    await bench.csms.call('TriggerMessage', { requestedMessage: 'Heartbeat' });
    await waitFor(() => bench.csms.all('Heartbeat').length === 1, 'a third one');
  });

  it('authorize-first: answers a remote start when its own question is answered', async () => {
    const held = Promise.withResolvers<object>();
    bench.csms.answer('Authorize', () => held.promise);
    await bench.start({ character: 'authorize-first' });
    let answered = false;
    const starting = start().finally(() => {
      answered = true;
    });
    await waitFor(() => bench.csms.all('Authorize').length === 1, 'Authorize');
    // Another CALL is answered meanwhile, so the link itself is not held up.
    bench.csms.sendRaw('[2,"between","ClearCache",{}]');
    await waitFor(() => bench.lines({ id: 'between', type: 'CALLRESULT' }).length, 'an answer');
    expect(answered).toBe(false);
    held.resolve({ idTagInfo: { status: 'Accepted' } });
    expect(await starting).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.csms.all('StartTransaction').length === 1, 'StartTransaction');
    expect(bench.csms.all('Authorize')).toHaveLength(1);
  });

  it('authorize-first: refuses a start whose tag is not welcome', async () => {
    bench.csms.answer('Authorize', () => ({ idTagInfo: { status: 'Blocked' } }));
    await bench.start({ character: 'authorize-first' });
    expect(await start()).toEqual({ status: 'Rejected' });
    expect(bench.state.session).toBeNull();
  });

  it('status-out-of-order: Charging comes first, and of connector 0 as well', async () => {
    await bench.start({ character: 'status-out-of-order' });
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'the first statuses');
    const before = bench.csms.received.length;
    const held = Promise.withResolvers<object>();
    bench.csms.answer('StartTransaction', () => held.promise);
    await start();
    await waitFor(() => bench.csms.all('StartTransaction').length === 1, 'StartTransaction');
    await waitFor(() => bench.csms.all('StatusNotification').length > 3, 'a status meanwhile');
    const told = bench.csms.received.slice(before, before + 3);
    expect(
      told.map(({ method, params }) => [method, params['connectorId'], params['status']]),
    ).toEqual([
      ['StatusNotification', 0, 'Charging'],
      ['StatusNotification', 1, 'Charging'],
      ['StartTransaction', 1, undefined],
    ]);
    held.resolve({ idTagInfo: { status: 'Accepted' }, transactionId: 7 });
    await waitFor(() => bench.state.session?.transactionId === 7, 'the number');
  });
});

it('every character is described, and no two come from the same model', async () => {
  const all = await Promise.all((await listCharacters()).map(loadCharacter));
  expect(new Set(all.map(({ vendor, model }) => `${vendor} ${model}`)).size).toBe(all.length);
  for (const { description } of all) expect(description).toMatch(/^[A-Z].*\.$/);
});

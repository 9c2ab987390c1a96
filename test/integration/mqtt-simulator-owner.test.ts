import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startHeatPumpUnits } from '../../simulators/mqtt-heat-pump/unit/start-heat-pump-units.ts';
import { EUID, openSimulatorBench, type SimulatorBench } from '../support/simulator-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: SimulatorBench;

beforeEach(async () => {
  bench = await openSimulatorBench();
});
afterEach(() => bench.close());

async function post(handle: SimulatorHandle, verb: string, body: object) {
  const url = `${handle.control.url}/devices/${handle.devices[0]?.id}/${verb}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as { error?: string } };
}

describe('the owner and the controller itself', () => {
  test('a fault shows in the configuration and as an event, until it is cleared', async () => {
    const handle = await bench.heatPump();
    expect(await post(handle, 'fault', { faultCode: 'E7' })).toMatchObject({ status: 200 });
    await waitFor(() => bench.published('/event/fault').length === 1, 'the event');
    const faulty = { controllerState: ['FAULT_MODE'], faultCodes: ['E7'] };
    expect(bench.published('/state/config').at(-1)).toMatchObject(faulty);
    expect(bench.published('/event/fault')[0]).toMatchObject({ faultCodes: ['E7'] });
    await post(handle, 'clear-faults', {});
    await waitFor(() => bench.published('/event/fault').length === 2, 'the other event');
    const healthy = { controllerState: ['NORMAL_MODE'], faultCodes: [] };
    expect(bench.published('/state/config').at(-1)).toMatchObject(healthy);
    expect((await post(handle, 'fault', { faultCode: '!' })).body.error).toContain('faultCode');
  });

  test('a zone that is held refuses, with its own word', async () => {
    const handle = await bench.heatPump();
    await post(handle, 'local-override', { zone: 'ZONE_1', mode: 'ON', setpointC: 23, hold: true });
    await waitFor(() => bench.published('/event/local_override').length === 1, 'the event');
    const zones = bench.published('/state/zones').at(-1) as { zones: { zone: string }[] };
    const shown = zones.zones.find(({ zone }) => zone === 'ZONE_1');
    expect(shown).toMatchObject({ mode: 'ON', setpointC: 23 });
    await bench.send('t1', bench.requestOf('t1', 'set_zone_mode', { zone: 'ZONE_1', mode: 'OFF' }));
    await waitFor(() => bench.phases('t1').length === 1, 'the answer');
    expect(bench.phases('t1')).toEqual(['rejected local_override']);
  });

  test('deprovision ends a device with a secret too: an answer, a goodbye, no return', async () => {
    const handle = await bench.heatPump();
    await bench.send('t1', bench.requestOf('t1', 'deprovision', {}));
    const left = () => bench.broker.sights.some(({ what, clientId }) => isEnd(what, clientId));
    await waitFor(left, 'the end of the link');
    expect(bench.phases('t1')).toEqual(['succeeded']);
    expect(bench.published('/status').at(-1)).toMatchObject({ s: 'offline' });
    expect(bench.events('deprovisioned')).toBe(1);
    const shown = handle.devices[0]?.state();
    expect(shown).toMatchObject({ connected: false, provisioning: 'deprovisioned' });
    const claim = await post(handle, 'claim', {});
    expect(claim).toMatchObject({ status: 409, body: { error: 'a heat pump cannot claim' } });
  });

  test('a device that only says it leaves is still there', async () => {
    await bench.heatPump({ rules: [{ on: 'deprovision', do: 'accept-nothing' }] });
    await bench.send('t1', bench.requestOf('t1', 'deprovision', {}));
    await bench.send('t2', bench.requestOf('t2', 'identify', {}));
    await waitFor(() => bench.phases('t2').length === 1, 'an answer afterwards');
    expect(bench.phases('t1')).toEqual(['succeeded']);
  });
});

const isEnd = (what: string, clientId: string) => what === 'gone' && clientId === EUID;

test('a third-party unit answers its kinds and shows their effect', async () => {
  const units = await startHeatPumpUnits({ url: bench.broker.url, secret: 'right', speed: 100 });
  const id = units.devices[0]?.id ?? '';
  try {
    expect(bench.published('/describe')[0]).toMatchObject({ class: 'heat_pump_unit' });
    const wishes: [string, object][] = [
      ['set_climate', { on: false }],
      ['set_hot_water', { on: false }],
      ['set_room_temperature', { setpointC: 22.5 }],
      ['identify', {}],
    ];
    for (const [kind, params] of wishes) {
      await bench.broker.request(id, kind, bench.requestOf(kind, kind, params));
    }
    await waitFor(() => bench.phases('identify').length === 1, 'the last answer');
    const told = wishes.map(([kind]) => bench.phases(kind).join());
    expect(told).toEqual(wishes.map(() => 'succeeded'));
    const shown = { climateOn: false, hotWaterOn: false, setpointC: 22.5 };
    expect(bench.published('/state/unit').at(-1)).toMatchObject(shown);
    expect(Object.keys(bench.published('/telemetry/energy')[0] ?? {})).toContain('heatOutKwh');
    const stranger = bench.requestOf('z', 'set_zone_mode', { zone: 'ZONE_1', mode: 'ON' });
    await bench.broker.request(id, 'z', stranger);
    await waitFor(() => bench.phases('z').length === 1, 'the refusal');
    expect(bench.phases('z')).toEqual(['rejected unsupported']);
    await bench.broker.request(id, 'r', bench.requestOf('r', 'reboot', {}));
    await waitFor(() => bench.phases('r').join() === 'accepted,succeeded', 'the reboot');
    const boots = bench.published('/status').flatMap(({ bootId }) => bootId ?? []);
    expect(new Set(boots).size).toBe(2);
    await post(units, 'local-override', { climateOn: true });
    await waitFor(() => bench.published('/event/local_override').length === 1, 'the event');
    expect(bench.published('/state/unit').at(-1)).toMatchObject({ climateOn: true });
    expect((await post(units, 'fault', { faultCode: 'E1' })).status).toBe(409);
  } finally {
    await units.stop();
  }
});

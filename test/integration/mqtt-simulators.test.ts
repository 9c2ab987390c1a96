import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EUID, openSimulatorBench, type SimulatorBench } from '../support/simulator-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: SimulatorBench;

beforeEach(async () => {
  bench = await openSimulatorBench();
});
afterEach(() => bench.close());

describe('coming up', () => {
  test('subscribes, then publishes birth, describe and every aspect, in this order', async () => {
    await bench.heatPump();
    const seen = bench.broker.sights
      .filter(({ clientId, topic }) => clientId === EUID && !topic.includes('telemetry'))
      .map(({ what, topic }) => `${what} ${topic.replace(`gw/v1/${EUID}/`, '')}`.trim());
    expect(seen).toEqual([
      'connect',
      'subscribe cmd/+/req',
      'publish status',
      'publish describe',
      'publish state/zones',
      'publish state/sensors',
      'publish state/schedules',
      'publish state/config',
    ]);
    const [birth] = bench.published('/status');
    expect(birth).toMatchObject({ s: 'online', clock: true, session: expect.any(Number) });
    expect(bench.published('/describe')[0]).toMatchObject({
      v: 1,
      class: 'heat_pump_controller',
      water: { minC: 40, maxC: 60 },
      recent: [],
    });
    const retained = bench.broker.sights.filter(({ topic }) => /status|describe|state/.test(topic));
    expect(retained.every((sight) => sight.retain && sight.qos === 1)).toBe(true);
  });

  test('leaves with offline and the session of its birth', async () => {
    const { stop } = await bench.heatPump();
    await stop();
    const [birth, goodbye] = bench.published('/status');
    expect(goodbye).toEqual({ s: 'offline', session: birth?.['session'] });
  });

  test('tells why it cannot connect when the secret is wrong', async () => {
    await expect(bench.heatPump({ secret: 'wrong', connectTimeoutMs: 300 })).rejects.toThrow(
      /001e5e0902ba5d84: not connected within 300 ms \(last: .*(refused|authorized)/i,
    );
  });

  test('numbers several devices upwards', async () => {
    const fleet = await bench.heatPump({ count: 3, sensors: 30 });
    expect(fleet.devices.map(({ id }) => id)).toEqual([
      EUID,
      '001e5e0902ba5d85',
      '001e5e0902ba5d86',
    ]);
  });
});

describe('links and reboots', () => {
  test('a reboot drops the link with its will, and keeps replay table and revs', async () => {
    const { devices } = await bench.heatPump();
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the answer');
    await devices[0]?.act('reboot', {});
    const statuses = await waitFor(() => {
      const seen = bench.published('/status');
      return seen.length === 3 && bench.published('/state/config').length === 2 ? seen : null;
    }, 'the second birth');
    const [first, will, second] = statuses;
    expect(will).toEqual({ s: 'lost', session: first?.['session'] });
    expect(second?.['session']).toBe(Number(first?.['session']) + 1);
    expect(second?.['bootId']).not.toBe(first?.['bootId']);
    expect(bench.published('/describe').at(-1)).toMatchObject({ recent: ['t1'] });
    expect(bench.published('/state/sensors').map(({ rev }) => rev)).toEqual([1, 2, 3]);
    await bench.send('t1', bench.rename('t1', 'Kitchen', { seq: 1_001, attempt: 2 }));
    const [one, two] = await waitFor(() => {
      const answers = bench.broker.answers('t1');
      return answers.length === 2 ? answers : null;
    }, 'the repeated answer');
    expect(two).toBe(one);
    expect(bench.executions('t1')).toBe(1);
  });

  test('the reboot command is accepted, and succeeds once the device is back', async () => {
    await bench.heatPump();
    await bench.send('t1', bench.requestOf('t1', 'reboot', {}));
    await waitFor(() => bench.broker.answers('t1').length === 2, 'both answers');
    expect(bench.phases('t1')).toEqual(['accepted', 'succeeded']);
    const boots = bench.published('/status').flatMap(({ bootId }) => (bootId ? [bootId] : []));
    expect(new Set(boots).size).toBe(2);
  });

  test('a local override changes the state and tells it as an event', async () => {
    const { control } = await bench.heatPump();
    const response = await fetch(`${control.url}/devices/${EUID}/local-override`, {
      method: 'POST',
      body: JSON.stringify({ zone: 'ZONE_1', mode: 'ON', setpointC: 22 }),
    });
    expect(response.status).toBe(200);
    await waitFor(() => bench.published('/event/local_override').length === 1, 'the event');
    expect(bench.published('/event/local_override')[0]).toMatchObject({
      zone: 'ZONE_1',
      mode: 'ON',
    });
    expect(JSON.stringify(bench.published('/state/zones').at(-1))).toContain('"setpointC":22');
  });
});

describe('battery', () => {
  test('sets its reserve and reports telemetry', async () => {
    const id = await bench.battery();
    const wish = bench.requestOf('t1', 'set_reserve', { minSocPercent: 30, maxSocPercent: 90 });
    await bench.broker.request(id, 't1', wish);
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the answer');
    expect(bench.answersOf('t1')[0]).toMatchObject({ phase: 'succeeded', aspect: 'battery' });
    expect(bench.published('/state/battery').at(-1)).toMatchObject({
      reserve: { minSocPercent: 30, maxSocPercent: 90 },
    });
    await waitFor(() => bench.published('/telemetry/battery').length > 0, 'telemetry');
    expect(bench.published('/telemetry/battery')[0]).toMatchObject({
      socPercent: expect.any(Number),
    });
  });

  test('takes windows, follows none when suspended, and charges in one when resumed', async () => {
    const id = await bench.battery();
    const startAt = new Date(Date.now() - 60_000).toISOString();
    const endAt = new Date(Date.now() + 3_600_000).toISOString();
    const windows = [{ startAt, endAt, direction: 'charge', powerW: 3_000 }];
    await bench.broker.request(id, 'w', bench.requestOf('w', 'set_windows', { windows }));
    await bench.broker.request(id, 's', bench.requestOf('s', 'suspend', {}));
    await waitFor(() => bench.broker.answers('s').length === 1, 'the suspension');
    expect(bench.published('/state/battery').at(-1)).toMatchObject({
      windows,
      suspended: true,
      mode: 'discharging',
    });
    await bench.broker.request(id, 'r', bench.requestOf('r', 'resume', {}));
    await waitFor(() => bench.broker.answers('r').length === 1, 'the resumption');
    expect(bench.published('/state/battery').at(-1)).toMatchObject({
      suspended: false,
      mode: 'charging',
    });
  });
});

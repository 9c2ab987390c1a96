import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EUID, openSimulatorBench, type SimulatorBench } from '../support/simulator-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: SimulatorBench;

beforeEach(async () => {
  bench = await openSimulatorBench();
});
afterEach(() => bench.close());

describe('commands', () => {
  test('publishes the aspect and then the answer that names its rev', async () => {
    await bench.heatPump();
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'an answer');
    const [answer] = bench.answersOf('t1');
    expect(answer).toMatchObject({ v: 1, phase: 'succeeded', aspect: 'sensors', rev: 2 });
    const topics = bench.broker.sights.map(({ topic }) => topic);
    expect(topics.lastIndexOf(`gw/v1/${EUID}/state/sensors`)).toBeLessThan(
      topics.indexOf(`gw/v1/${EUID}/cmd/t1/res`),
    );
    expect(bench.sensorName()).toMatchObject({ displayName: 'Kitchen' });
    expect(bench.executions('t1')).toBe(1);
  });

  test('executes a repeated request once and repeats the answers word for word', async () => {
    await bench.heatPump();
    const wish = bench.requestOf('t1', 'set_zone_mode', {
      zone: 'ZONE_1',
      mode: 'ON',
      setpointC: 21,
    });
    await bench.send('t1', wish);
    await bench.send('t1', { ...wish, attempt: 2 });
    await waitFor(() => bench.broker.answers('t1').length === 4, 'the answers twice');
    const answers = bench.broker.answers('t1');
    expect(bench.phases('t1').slice(0, 2)).toEqual(['accepted', 'succeeded']);
    expect(answers.slice(2)).toEqual(answers.slice(0, 2));
    expect(bench.executions('t1')).toBe(1);
  });

  test('a boost ends at endAt, divided by the speed, and returns to the mode before', async () => {
    await bench.heatPump();
    const endAt = new Date(Date.now() + 30_000).toISOString();
    const params = { zone: 'ZONE_2', mode: 'BOOST', setpointC: 25, endAt };
    await bench.send('t1', bench.requestOf('t1', 'set_zone_mode', params));
    const zone = () =>
      (bench.published('/state/zones').at(-1) as { zones: Record<string, unknown>[] }).zones[2];
    await waitFor(() => zone()?.['mode'] === 'BOOST', 'the boost');
    expect(zone()).toMatchObject({
      setpointC: 25,
      endAt,
      action: 'ON',
      previous: { mode: 'AUTO' },
    });
    await waitFor(() => zone()?.['mode'] === 'AUTO', 'the end of the boost');
    expect(zone()).toMatchObject({ endAt: null, previous: { mode: 'BOOST' } });
  });

  test('refuses what is overtaken, too old, unknown or out of range', async () => {
    await bench.heatPump();
    await bench.send('t0', bench.rename('t0', 'First'));
    await waitFor(() => bench.broker.answers('t0').length === 1, 'the first answer');
    const old = new Date(Date.now() - 6_000).toISOString();
    await bench.send('t1', bench.rename('t1', 'A', { seq: 5 }));
    await bench.send('t2', bench.rename('t2', 'A', { issuedAt: old, ttlS: 1 }));
    await bench.send('t3', bench.rename('t3', 'A', { v: 2 }));
    await bench.send('t4', bench.requestOf('t4', 'make_tea', {}));
    await bench.send('t5', bench.requestOf('t5', 'set_water_setpoint', { setpointC: 61 }));
    await bench.send(
      't6',
      bench.requestOf('t6', 'set_zone_mode', { zone: 'AUXILIARY', mode: 'ON' }),
    );
    await bench.send('t7', 'garbage');
    await waitFor(() => bench.broker.answers('t7').length === 1, 'the last answer');
    const told = ['t1', 't2', 't3', 't4', 't5', 't6', 't7'].map((tx) => bench.phases(tx).join());
    expect(told).toEqual([
      'rejected stale',
      'rejected stale',
      'rejected unsupported_version',
      'rejected unsupported',
      'rejected out_of_range',
      'rejected unsupported',
      'rejected internal',
    ]);
    expect(bench.sensorName()).toMatchObject({ displayName: 'First' });
  });

  test('answers every kind that it describes', async () => {
    await bench.heatPump();
    const wishes: [string, object][] = [
      ['set_zone_schedules', { zone: 'ZONE_1', schedules: [{ days: '1111111', settings: [] }] }],
      ['set_water_setpoint', { setpointC: 55 }],
      ['set_flow_temperature', { weatherCompensation: false, flowC: 40 }],
      ['set_primary_sensor', { zone: 'ZONE_1', sensorCode: 'ADC2' }],
      ['rename_sensor', { sensorCode: 'ADC1', displayName: 'Tank' }],
      ['remove_sensor', { sensorCode: 'SENSOR02' }],
      ['set_quieter_mode', { enabled: true }],
      ['identify', {}],
    ];
    for (const [kind, params] of wishes)
      await bench.send(kind, bench.requestOf(kind, kind, params));
    await waitFor(() => bench.broker.answers('identify').length === 1, 'the last answer');
    expect(wishes.map(([kind]) => bench.phases(kind).at(-1))).toEqual(
      wishes.map(() => 'succeeded'),
    );
    const config = bench.published('/state/config').at(-1);
    expect(config).toMatchObject({ waterSetpointC: 55, quieter: true, flow: { currentC: 40 } });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import {
  type HeatPumpOptions,
  startHeatPumps,
} from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { type BareBroker, startBareBroker } from '../support/bare-broker.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const SPEED = 100;

let broker: BareBroker;
let handle: SimulatorHandle | null = null;
let seq = 1_000;

beforeEach(async () => {
  broker = await startBareBroker('right');
  seq = 1_000;
});

afterEach(async () => {
  await handle?.stop();
  handle = null;
  await broker.close();
});

async function heatPump(options: Partial<HeatPumpOptions> & { rules?: object[] } = {}) {
  const { rules = [], ...rest } = options;
  handle = await startHeatPumps({
    url: broker.url,
    id: EUID,
    secret: 'right',
    speed: SPEED,
    faults: parseFaultPlan({ seed: 7, faults: rules }, 'test'),
    ...rest,
  });
  return handle;
}

function requestOf(tx: string, kind: string, params: object, more: object = {}) {
  seq += 1;
  return {
    v: 1,
    tx,
    seq,
    epoch: 1,
    kind,
    params,
    issuedAt: new Date().toISOString(),
    ttlS: 3_600,
    attempt: 1,
    ...more,
  };
}

const rename = (tx: string, displayName: string, more: object = {}) =>
  requestOf(tx, 'rename_sensor', { sensorCode: 'SENSOR01', displayName }, more);

function executions(tx: string): number {
  return logOf().filter((entry) => 'event' in entry && entry.event === 'execute' && entry.id === tx)
    .length;
}

function logOf() {
  return handle?.log.after(EUID, 0) ?? [];
}

const events = (name: string) =>
  logOf().filter((entry) => 'event' in entry && entry.event === name).length;

const answersOf = (tx: string): Record<string, unknown>[] =>
  broker.answers(tx).map((text) => JSON.parse(text));

function phases(tx: string) {
  return answersOf(tx).map(({ phase, code }) => (code === undefined ? phase : `${phase} ${code}`));
}

function published(suffix: string): Record<string, unknown>[] {
  return broker.sights
    .filter(({ what, topic }) => what === 'publish' && topic.endsWith(suffix))
    .map(({ text }) => JSON.parse(text));
}

function sensorName(): unknown {
  const state = published('/state/sensors').at(-1) as { sensors: { code: string }[] };
  return state.sensors.find(({ code }) => code === 'SENSOR01');
}

async function send(tx: string, payload: object | string) {
  await broker.request(EUID, tx, payload);
}

describe('coming up', () => {
  test('subscribes, then publishes birth, describe and every aspect, in this order', async () => {
    await heatPump();
    const seen = broker.sights
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
    const [birth] = published('/status');
    expect(birth).toMatchObject({ s: 'online', clock: true, session: expect.any(Number) });
    expect(published('/describe')[0]).toMatchObject({
      v: 1,
      class: 'heat_pump_controller',
      water: { minC: 40, maxC: 60 },
      recent: [],
    });
    const retained = broker.sights.filter(({ topic }) => /status|describe|state/.test(topic));
    expect(retained.every((sight) => sight.retain && sight.qos === 1)).toBe(true);
  });

  test('leaves with offline and the session of its birth', async () => {
    const { stop } = await heatPump();
    await stop();
    const [birth, goodbye] = published('/status');
    expect(goodbye).toEqual({ s: 'offline', session: birth?.['session'] });
  });

  test('tells why it cannot connect when the secret is wrong', async () => {
    await expect(heatPump({ secret: 'wrong', connectTimeoutMs: 300 })).rejects.toThrow(
      /001e5e0902ba5d84: not connected within 300 ms \(last: .*(refused|authorized)/i,
    );
  });

  test('numbers several devices upwards', async () => {
    const fleet = await heatPump({ count: 3, sensors: 30 });
    expect(fleet.devices.map(({ id }) => id)).toEqual([
      EUID,
      '001e5e0902ba5d85',
      '001e5e0902ba5d86',
    ]);
  });
});

describe('commands', () => {
  test('publishes the aspect and then the answer that names its rev', async () => {
    await heatPump();
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 1, 'an answer');
    const [answer] = answersOf('t1');
    expect(answer).toMatchObject({ v: 1, phase: 'succeeded', aspect: 'sensors', rev: 2 });
    const topics = broker.sights.map(({ topic }) => topic);
    expect(topics.lastIndexOf(`gw/v1/${EUID}/state/sensors`)).toBeLessThan(
      topics.indexOf(`gw/v1/${EUID}/cmd/t1/res`),
    );
    expect(sensorName()).toMatchObject({ displayName: 'Kitchen' });
    expect(executions('t1')).toBe(1);
  });

  test('executes a repeated request once and repeats the answers word for word', async () => {
    await heatPump();
    const wish = requestOf('t1', 'set_zone_mode', { zone: 'ZONE_1', mode: 'ON', setpointC: 21 });
    await send('t1', wish);
    await send('t1', { ...wish, attempt: 2 });
    await waitFor(() => broker.answers('t1').length === 4, 'the answers twice');
    const answers = broker.answers('t1');
    expect(phases('t1').slice(0, 2)).toEqual(['accepted', 'succeeded']);
    expect(answers.slice(2)).toEqual(answers.slice(0, 2));
    expect(executions('t1')).toBe(1);
  });

  test('a boost ends at endAt, divided by the speed, and returns to the mode before', async () => {
    await heatPump();
    const endAt = new Date(Date.now() + 30_000).toISOString();
    const params = { zone: 'ZONE_2', mode: 'BOOST', setpointC: 25, endAt };
    await send('t1', requestOf('t1', 'set_zone_mode', params));
    const zone = () =>
      (published('/state/zones').at(-1) as { zones: Record<string, unknown>[] }).zones[2];
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

  test('refuses what is overtaken, too old, of another version, unknown or out of range', async () => {
    await heatPump();
    await send('t0', rename('t0', 'First'));
    await waitFor(() => broker.answers('t0').length === 1, 'the first answer');
    const old = new Date(Date.now() - 6_000).toISOString();
    await send('t1', rename('t1', 'A', { seq: 5 }));
    await send('t2', rename('t2', 'A', { issuedAt: old, ttlS: 1 }));
    await send('t3', rename('t3', 'A', { v: 2 }));
    await send('t4', requestOf('t4', 'make_tea', {}));
    await send('t5', requestOf('t5', 'set_water_setpoint', { setpointC: 61 }));
    await send('t6', requestOf('t6', 'set_zone_mode', { zone: 'AUXILIARY', mode: 'ON' }));
    await send('t7', 'garbage');
    await waitFor(() => broker.answers('t7').length === 1, 'the last answer');
    const told = ['t1', 't2', 't3', 't4', 't5', 't6', 't7'].map((tx) => phases(tx).join());
    expect(told).toEqual([
      'rejected stale',
      'rejected stale',
      'rejected unsupported_version',
      'rejected unsupported',
      'rejected out_of_range',
      'rejected unsupported',
      'rejected internal',
    ]);
    expect(sensorName()).toMatchObject({ displayName: 'First' });
  });

  test('answers every kind that it describes', async () => {
    await heatPump();
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
    for (const [kind, params] of wishes) await send(kind, requestOf(kind, kind, params));
    await waitFor(() => broker.answers('identify').length === 1, 'the last answer');
    expect(wishes.map(([kind]) => phases(kind).at(-1))).toEqual(wishes.map(() => 'succeeded'));
    const config = published('/state/config').at(-1);
    expect(config).toMatchObject({ waterSetpointC: 55, quieter: true, flow: { currentC: 40 } });
  });
});

describe('links and reboots', () => {
  test('a reboot drops the link with its will and keeps the replay table and the revs', async () => {
    const { devices } = await heatPump();
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 1, 'the answer');
    await devices[0]?.act('reboot', {});
    const statuses = await waitFor(() => {
      const seen = published('/status');
      return seen.length === 3 && published('/state/config').length === 2 ? seen : null;
    }, 'the second birth');
    const [first, will, second] = statuses;
    expect(will).toEqual({ s: 'lost', session: first?.['session'] });
    expect(second?.['session']).toBe(Number(first?.['session']) + 1);
    expect(second?.['bootId']).not.toBe(first?.['bootId']);
    expect(published('/describe').at(-1)).toMatchObject({ recent: ['t1'] });
    expect(published('/state/sensors').map(({ rev }) => rev)).toEqual([1, 2, 3]);
    await send('t1', rename('t1', 'Kitchen', { seq: 1_001, attempt: 2 }));
    const [one, two] = await waitFor(() => {
      const answers = broker.answers('t1');
      return answers.length === 2 ? answers : null;
    }, 'the repeated answer');
    expect(two).toBe(one);
    expect(executions('t1')).toBe(1);
  });

  test('the reboot command is accepted, and succeeds once the device is back', async () => {
    await heatPump();
    await send('t1', requestOf('t1', 'reboot', {}));
    await waitFor(() => broker.answers('t1').length === 2, 'both answers');
    expect(phases('t1')).toEqual(['accepted', 'succeeded']);
    const boots = published('/status').flatMap(({ bootId }) => (bootId ? [bootId] : []));
    expect(new Set(boots).size).toBe(2);
  });

  test('a local override changes the state and tells it as an event', async () => {
    const { control } = await heatPump();
    const response = await fetch(`${control.url}/devices/${EUID}/local-override`, {
      method: 'POST',
      body: JSON.stringify({ zone: 'ZONE_1', mode: 'ON', setpointC: 22 }),
    });
    expect(response.status).toBe(200);
    await waitFor(() => published('/event/local_override').length === 1, 'the event');
    expect(published('/event/local_override')[0]).toMatchObject({ zone: 'ZONE_1', mode: 'ON' });
    expect(JSON.stringify(published('/state/zones').at(-1))).toContain('"setpointC":22');
  });
});

describe('faults', () => {
  const strike = (rule: object) =>
    heatPump({ rules: [{ on: 'rename_sensor', times: 1, ...rule }] });

  /** Sends the request once at each link until the answer is there, as a gateway does. */
  async function retry(payload: { tx: string }) {
    let askedAt = 0;
    await waitFor(async () => {
      if (broker.answers(payload.tx).some((text) => text.includes('succeeded'))) return true;
      const births = published('/status').filter(({ s }) => s === 'online').length;
      if (births > askedAt && events('link-down') < births) {
        askedAt = births;
        await send(payload.tx, payload);
      }
      return false;
    }, `the answer to ${payload.tx}`);
  }

  test.each([
    ['before-execute', 1],
    ['after-execute', 1],
    ['after-answer', 1],
  ])('a link that drops %s ends in one execution', async (when, times) => {
    await strike({ do: 'drop-link', when });
    const wish = rename('t1', 'Kitchen');
    await send('t1', wish);
    await waitFor(() => published('/status').some(({ s }) => s === 'lost'), 'the will');
    expect(executions('t1')).toBe(when === 'before-execute' ? 0 : 1);
    expect(broker.answers('t1')).toHaveLength(when === 'after-answer' ? 1 : 0);
    await retry(wish);
    expect(executions('t1')).toBe(times);
    expect(new Set(broker.answers('t1')).size).toBe(1);
  });

  test.each([
    ['before-execute', 0],
    ['after-execute', 1],
  ])('silent %s gives no answer until it is asked again', async (when, executed) => {
    await strike({ do: 'silent', when });
    const wish = rename('t1', 'Kitchen');
    await send('t1', wish);
    await send('t2', requestOf('t2', 'identify', {}));
    await waitFor(() => broker.answers('t2').length === 1, 'the answer of the next');
    expect(executions('t1')).toBe(executed);
    expect(broker.answers('t1')).toEqual([]);
    // Of the silent one nothing was executed: the next has overtaken it.
    await send('t1', { ...wish, attempt: 2 });
    await waitFor(() => broker.answers('t1').length === 1, 'the answer');
    expect(phases('t1')).toEqual([executed === 0 ? 'rejected stale' : 'succeeded']);
  });

  test('slow is busy until it is done; late is not', async () => {
    await heatPump({
      rules: [
        { on: 'rename_sensor', do: 'slow', afterMs: 20_000, times: 1 },
        { on: 'set_quieter_mode', do: 'late', afterMs: 20_000, times: 1 },
      ],
    });
    await send('t1', rename('t1', 'Kitchen'));
    await send('t2', requestOf('t2', 'identify', {}));
    await waitFor(() => broker.answers('t1').length === 1, 'the slow answer');
    expect(phases('t2')).toEqual(['rejected busy']);
    await send('t3', requestOf('t3', 'set_quieter_mode', { enabled: true }));
    await send('t4', requestOf('t4', 'identify', {}));
    await waitFor(() => broker.answers('t4').length === 1, 'the answer of the next');
    expect(executions('t3')).toBe(1);
    expect(broker.answers('t3')).toEqual([]);
    await waitFor(() => broker.answers('t3').length === 1, 'the late answer');
  });

  test('reject answers with the code of the rule and executes nothing', async () => {
    await strike({ do: 'reject', code: 'controlled_elsewhere' });
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 1, 'the answer');
    expect(phases('t1')).toEqual(['rejected controlled_elsewhere']);
    expect(executions('t1')).toBe(0);
  });

  test('accept-nothing succeeds with an aspect that did not change', async () => {
    await strike({ do: 'accept-nothing' });
    const before = sensorName();
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 1, 'the answer');
    expect(answersOf('t1')[0]).toMatchObject({ phase: 'succeeded', aspect: 'sensors', rev: 2 });
    expect(sensorName()).toEqual({ ...Object(before), at: expect.any(String) });
    expect(executions('t1')).toBe(0);
  });

  test('answer-twice sends the same answer twice for one execution', async () => {
    await strike({ do: 'answer-twice' });
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 2, 'both answers');
    const [one, two] = broker.answers('t1');
    expect(two).toBe(one);
    expect(executions('t1')).toBe(1);
  });

  test('garbage stands where the answer should be', async () => {
    await strike({ do: 'garbage', when: 'after-execute' });
    await send('t1', rename('t1', 'Kitchen'));
    await waitFor(() => broker.answers('t1').length === 1, 'the garbage');
    expect(() => JSON.parse(broker.answers('t1')[0] ?? '')).toThrow();
    expect(executions('t1')).toBe(1);
  });

  test('a half-open link says nothing, then comes back', async () => {
    await strike({ do: 'half-open', when: 'after-execute', afterMs: 20_000 });
    const wish = rename('t1', 'Kitchen');
    await send('t1', wish);
    await waitFor(() => executions('t1') === 1, 'the execution');
    await waitFor(() => events('link-up') === 2, 'the second link');
    await retry(wish);
    expect(executions('t1')).toBe(1);
  });

  test.each(['silent', 'half-open'])(
    '%s at connect: not a word before the birth',
    async (fault) => {
      const rules = [{ on: 'connect', do: fault, when: 'after-execute' }];
      await expect(heatPump({ rules, connectTimeoutMs: 700 })).rejects.toThrow(/not connected/);
      const said = broker.sights.filter(
        ({ what, text }) => what === 'publish' && !text.includes('lost'),
      );
      expect(said).toEqual([]);
    },
  );

  test('slow at connect: the birth is still the first word', async () => {
    await heatPump({ rules: [{ on: 'connect', do: 'slow', afterMs: 60_000, times: 1 }] });
    const [first] = broker.sights.filter(({ what }) => what === 'publish');
    expect(first?.text).toContain('"online"');
  });

  test('a drop at connect delays the birth by one link', async () => {
    await heatPump({
      rules: [{ on: 'connect', do: 'drop-link', when: 'after-execute', times: 1 }],
    });
    expect(events('link-up')).toBe(2);
    expect(published('/status').filter(({ s }) => s === 'online')).toHaveLength(1);
  });

  test.each([1, 2, 3])(
    '30 renames under link drops of seed %i: each once, in order',
    async (seed) => {
      const faults = parseFaultPlan(
        {
          seed,
          faults: ['before-execute', 'after-execute', 'after-answer'].map((when) => ({
            on: 'rename_sensor',
            do: 'drop-link',
            when,
            probability: 0.15,
          })),
        },
        'test',
      );
      await heatPump({ sensors: 34, speed: 1_000, faults });
      const ids = Array.from({ length: 30 }, (_, index) => `rename-${index + 1}`);
      for (const [index, tx] of ids.entries()) {
        const sensorCode = `SENSOR${String(index + 1).padStart(2, '0')}`;
        await retry(requestOf(tx, 'rename_sensor', { sensorCode, displayName: tx }));
      }
      const executed = logOf().flatMap((entry) =>
        'event' in entry && entry.event === 'execute' ? [entry.id] : [],
      );
      expect(executed).toEqual(ids);
      expect(events('link-down')).toBeGreaterThan(3);
    },
  );

  test('a fault added by the control API strikes, and cleared ones do not', async () => {
    const { control } = await heatPump();
    const post = (action: string, body: object) =>
      fetch(`${control.url}/devices/${EUID}/${action}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await post('fault', { on: '*', do: 'silent' })).status).toBe(200);
    expect((await post('fault', { on: '*', do: 'dance' })).status).toBe(400);
    await send('t1', rename('t1', 'Kitchen'));
    expect((await post('clear-faults', {})).status).toBe(200);
    await send('t2', rename('t2', 'Study'));
    await waitFor(() => broker.answers('t2').length === 1, 'the answer');
    expect(broker.answers('t1')).toEqual([]);
  });
});

describe('battery', () => {
  test('sets its reserve and reports telemetry', async () => {
    handle = await startBatteries({ url: broker.url, secret: 'right', speed: SPEED });
    const id = handle.devices[0]?.id ?? '';
    const wish = requestOf('t1', 'set_reserve', { minSocPercent: 30, maxSocPercent: 90 });
    await broker.request(id, 't1', wish);
    await waitFor(() => broker.answers('t1').length === 1, 'the answer');
    expect(answersOf('t1')[0]).toMatchObject({ phase: 'succeeded', aspect: 'battery' });
    expect(published('/state/battery').at(-1)).toMatchObject({
      reserve: { minSocPercent: 30, maxSocPercent: 90 },
    });
    await waitFor(() => published('/telemetry/battery').length > 0, 'telemetry');
    expect(published('/telemetry/battery')[0]).toMatchObject({ socPercent: expect.any(Number) });
  });

  test('takes windows, rests when suspended and charges in its window when resumed', async () => {
    handle = await startBatteries({ url: broker.url, secret: 'right', speed: SPEED });
    const id = handle.devices[0]?.id ?? '';
    const startAt = new Date(Date.now() - 60_000).toISOString();
    const endAt = new Date(Date.now() + 3_600_000).toISOString();
    const windows = [{ startAt, endAt, direction: 'charge', powerW: 3_000 }];
    await broker.request(id, 'w', requestOf('w', 'set_windows', { windows }));
    await broker.request(id, 's', requestOf('s', 'suspend', {}));
    await waitFor(() => broker.answers('s').length === 1, 'the suspension');
    expect(published('/state/battery').at(-1)).toMatchObject({
      windows,
      suspended: true,
      mode: 'idle',
    });
    await broker.request(id, 'r', requestOf('r', 'resume', {}));
    await waitFor(() => broker.answers('r').length === 1, 'the resumption');
    expect(published('/state/battery').at(-1)).toMatchObject({
      suspended: false,
      mode: 'charging',
    });
  });
});

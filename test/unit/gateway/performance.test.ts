import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnergySum } from '../../../src/domain/ports/energy-history.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDevice } from './support/builders.ts';
import { euid } from './support/documents.ts';

const minute = 60_000;
const hour = 60 * minute;

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
  api.world.devices.push(aController());
});
afterEach(() => api.close());

const read = async (query: string) => {
  const { body } = await api.ask(query, { as: token });
  expect(body.errors).toBeUndefined();
  return body.data;
};
const errorOf = async (query: string, as = token) => (await api.ask(query, { as })).body.errors[0];
const codeOf = async (query: string, as = token) =>
  (await errorOf(query, as))?.extensions['errorCode'];

const live = (name = 'octoHeatPumpLivePerformance', id = euid) => `{ r: ${name}(euid: "${id}") {
  readAt coefficientOfPerformance
  powerInput { value unit } heatOutput { value unit } outdoorTemperature { value unit }
} }`;
const lifetime = (name = 'octoHeatPumpLifetimePerformance', id = euid) => `{
  r: ${name}(euid: "${id}") {
    readAt seasonalCoefficientOfPerformance
    energyInput { value unit } heatOutput { value unit }
  }
}`;
const ranged = (startAt: string, endAt: string, id = euid) => `{
  r: octoHeatPumpTimeRangedPerformance(euid: "${id}", startAt: "${startAt}", endAt: "${endAt}") {
    coefficientOfPerformance energyInput { value unit } energyOutput { value unit }
  }
}`;
const series = (grouping: string, startAt: string, endAt: string, id = euid) => `{
  r: octoHeatPumpTimeSeriesPerformance(
    euid: "${id}", startAt: "${startAt}", endAt: "${endAt}", performanceGrouping: ${grouping}
  ) {
    startAt endAt
    energyInput { value unit } energyOutput { value unit } outdoorTemperature { value unit }
  }
}`;
const [from, to] = ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00+00:00'];
const allReads = (id: string) => [
  live(undefined, id),
  lifetime(undefined, id),
  ranged(from, to, id),
  series('DAY', from, to, id),
];

/** Sums of hours in a row, the first one in so many hours after `from`. */
const hoursOf = (kwh: readonly (number | null)[], after = 0): EnergySum[] =>
  kwh.map((energyInKwh, index) => {
    const fromMs = Date.parse(from) + (after + index) * hour;
    const heatOutKwh = energyInKwh === null ? null : energyInKwh * 3.5;
    return { fromMs, toMs: fromMs + hour, energyInKwh, heatOutKwh, outdoorC: 4.25 };
  });
const kwh = (value: string | null) => ({ value, unit: 'KILOWATT_HOUR' });

describe('live performance', () => {
  it.each(['octoHeatPumpLivePerformance', 'heatPumpLivePerformance'])(
    'is the newest sample, decimals as strings (%s)',
    async (name) => {
      const [powerInKw, heatOutKw] = [1.23456, 4.1];
      const at = '2026-03-01T11:59:30.250Z';
      api.world.telemetry['energy'] = { at, powerInKw, heatOutKw, outdoorC: -3.0 };
      expect((await read(live(name)))['r']).toEqual({
        readAt: '2026-03-01T11:59:30.250000+00:00',
        coefficientOfPerformance: '3.32',
        powerInput: { value: '1.235', unit: 'KILOWATT' },
        heatOutput: { value: '4.1', unit: 'KILOWATT' },
        outdoorTemperature: { value: '-3', unit: 'DEGREES_CELSIUS' },
      });
    },
  );

  it('has no coefficient while nothing is taken, and keeps a measured zero', async () => {
    const at = '2026-03-01T11:59:30Z';
    api.world.telemetry['energy'] = { at, powerInKw: 0, heatOutKw: 0, outdoorC: null };
    expect((await read(live()))['r']).toMatchObject({
      coefficientOfPerformance: null,
      powerInput: { value: '0' },
      outdoorTemperature: { value: null },
    });
  });

  it('is null when nothing was measured', async () => {
    expect((await read(live()))['r']).toBeNull();
    api.world.telemetry['energy'] = { at: '2026-03-01T11:59:30Z', outdoorC: 3 };
    expect((await read(live()))['r']).toBeNull();
  });
});

describe('lifetime performance', () => {
  const counters = {
    ...{ atMs: Date.parse('2026-03-01T11:59:30Z'), outdoorC: null },
    ...{ energyInKwh: 1_000.12345, heatOutKwh: 3_500 },
  };

  it.each(['octoHeatPumpLifetimePerformance', 'heatPumpLifetimePerformance'])(
    'is the counters (%s)',
    async (name) => {
      api.world.counters = counters;
      expect((await read(lifetime(name)))['r']).toEqual({
        readAt: '2026-03-01T11:59:30.000000+00:00',
        seasonalCoefficientOfPerformance: '3.5',
        energyInput: kwh('1000.123'),
        heatOutput: kwh('3500'),
      });
    },
  );

  it('has no coefficient without input, and is null without counters', async () => {
    api.world.counters = { ...counters, energyInKwh: 0 };
    expect((await read(lifetime()))['r']).toMatchObject({
      seasonalCoefficientOfPerformance: null,
      energyInput: kwh('0'),
    });
    api.world.counters = { ...counters, energyInKwh: null, heatOutKwh: null };
    expect((await read(lifetime()))['r']).toBeNull();
    api.world.counters = null;
    expect((await read(lifetime()))['r']).toBeNull();
  });
});

describe('performance in a range of time', () => {
  it('is the sum, with the hours at its ends shared by time', async () => {
    api.world.hours = hoursOf([1, 2, 4]);
    expect((await read(ranged('2026-02-01T00:30:00Z', '2026-02-01T02:15:00Z')))['r']).toEqual({
      coefficientOfPerformance: '3.5',
      energyInput: kwh('3.5'),
      energyOutput: kwh('12.25'),
    });
  });

  it('is null when nothing was measured', async () => {
    expect((await read(ranged(from, to)))['r']).toBeNull();
    api.world.hours = hoursOf([null, null]);
    expect((await read(ranged(from, to)))['r']).toBeNull();
  });

  it('has no coefficient when nothing was taken', async () => {
    api.world.hours = hoursOf([0, 0]);
    expect((await read(ranged(from, to)))['r']).toEqual({
      ...{ coefficientOfPerformance: null, energyInput: kwh('0'), energyOutput: kwh('0') },
    });
  });
});

describe('performance over time', () => {
  const startsOf = async (grouping: string) => {
    const end = grouping === 'LIVE' ? '2026-02-03T00:00:00Z' : '2026-03-02T00:00:00Z';
    const parts = (await read(series(grouping, from, end)))['r'];
    return (parts as unknown as { startAt: string; energyInput: { value: string } }[]).map(
      ({ startAt, energyInput }) => [startAt.slice(0, 16), energyInput.value],
    );
  };

  it('has every field in the form that strict clients read', async () => {
    api.world.hours = hoursOf([1]);
    expect((await read(series('DAY', from, to)))['r']).toEqual([
      {
        startAt: '2026-02-01T00:00:00.000000+00:00',
        endAt: '2026-02-01T01:00:00.000000+00:00',
        energyInput: kwh('1'),
        energyOutput: kwh('3.5'),
        outdoorTemperature: { value: '4.3', unit: 'DEGREES_CELSIUS' },
      },
    ]);
  });

  it('is hourly for DAY, daily for WEEK and MONTH, monthly for YEAR', async () => {
    api.world.hours = [...hoursOf([1, 2], 23), ...hoursOf([4], 28 * 24)];
    expect(await startsOf('DAY')).toEqual([
      ['2026-02-01T23:00', '1'],
      ['2026-02-02T00:00', '2'],
      ['2026-03-01T00:00', '4'],
    ]);
    const daily = [
      ['2026-02-01T00:00', '1'],
      ['2026-02-02T00:00', '2'],
      ['2026-03-01T00:00', '4'],
    ];
    expect(await startsOf('WEEK')).toEqual(daily);
    expect(await startsOf('MONTH')).toEqual(daily);
    expect(await startsOf('YEAR')).toEqual([
      ['2026-02-01T00:00', '3'],
      ['2026-03-01T00:00', '4'],
    ]);
  });

  it('is in five minutes for LIVE, from the raw samples', async () => {
    const sample = (minutes: number, energyInKwh: number) => ({
      ...{ at: new Date(Date.parse(from) + minutes * minute).toISOString(), energyInKwh },
      ...{ heatOutKwh: energyInKwh * 3, outdoorC: 5 },
    });
    api.world.samples['energy'] = [
      sample(-1, 9.9),
      sample(1, 10.1),
      sample(4, 10.4),
      sample(9, 10.9),
      { at: 'nonsense', energyInKwh: 70 },
    ];
    expect(await startsOf('LIVE')).toEqual([
      ['2026-02-01T00:00', '0.5'],
      ['2026-02-01T00:05', '0.4'],
    ]);
  });

  it('is an empty list when nothing was measured', async () => {
    for (const grouping of ['LIVE', 'DAY', 'WEEK', 'MONTH', 'YEAR']) {
      expect(await startsOf(grouping)).toEqual([]);
    }
  });

  it.each([
    ['that ends when it begins', 'DAY', from, from],
    ['that ends before it begins', 'YEAR', to, from],
    ['of hours for a year', 'DAY', '2025-02-01T00:00:00Z', from],
    ['of five minutes for a month', 'LIVE', from, to],
    ['of days for six years', 'WEEK', '2020-01-01T00:00:00Z', from],
    ['of months for ever', 'YEAR', '0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z'],
  ])('refuses a stretch %s', async (_what, grouping, startAt, endAt) => {
    const error = await errorOf(series(grouping, startAt, endAt));
    expect(error?.extensions).toMatchObject({
      errorType: 'VALIDATION',
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath: ['endAt'], message: expect.any(String) }],
    });
  });

  it('refuses a range that ends too early or is too long, and takes years of months', async () => {
    expect(await codeOf(ranged(to, from))).toBe('KT-CT-4321');
    expect(await codeOf(ranged('0001-01-01T00:00:00Z', to))).toBe('KT-CT-4321');
    expect((await read(ranged('2021-03-01T00:00:00Z', to)))['r']).toBeNull();
    expect((await read(series('YEAR', '1990-01-01T00:00:00Z', to)))['r']).toEqual([]);
  });
});

describe('who may read performance', () => {
  it('answers the same for unknown, foreign, retired and other kinds of devices', async () => {
    const foreign = await signInAs(api, 'account', ['A-2']);
    const answers = await Promise.all([
      ...allReads(euid).map((query) => codeOf(query, foreign)),
      ...allReads('ffffffffffffffff').map((query) => codeOf(query)),
      ...allReads('nonsense').map((query) => codeOf(query)),
    ]);
    const [controller] = api.world.devices.splice(0);
    if (!controller) throw new Error('the controller is there');
    api.world.devices.push({ ...controller, device: { ...controller.device, retiredAtMs: 1 } });
    answers.push(...(await Promise.all(allReads(euid).map((query) => codeOf(query)))));
    api.world.devices.splice(0, 1, aDevice({ ...controller.device, class: 'battery' }));
    answers.push(...(await Promise.all(allReads(euid).map((query) => codeOf(query)))));
    expect(answers).toHaveLength(20);
    expect(new Set(answers)).toEqual(new Set(['KT-CT-4301']));
  });

  it('lets those in who may read the account, and asks the others who they are', async () => {
    for (const [role, accounts] of [
      ['service', []],
      ['operator', []],
      ['installer', ['A-1']],
    ] as const) {
      const other = await signInAs(api, role, accounts);
      for (const query of allReads(euid)) {
        expect((await api.ask(query, { as: other })).body.errors).toBeUndefined();
      }
    }
    for (const query of allReads(euid)) {
      const { body } = await api.ask(query);
      expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1112');
    }
  });
});

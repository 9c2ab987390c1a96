import { describe, expect, it } from 'vitest';
import { type Command, specOf } from '../../../../src/domain/command.ts';
import type { Marks } from '../../../../src/domain/evidence.ts';
import type { Aspect, Report } from '../../../../src/domain/reports.ts';
import { makeReport } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

type Row = {
  readonly what: string;
  readonly command: Command;
  readonly aspect: Aspect;
  readonly proves: object;
  /** What speaks against it. */
  readonly contrary: readonly object[];
  /** What leaves it open. */
  readonly silent: readonly object[];
};

const on = { zone: 'ZONE_1', mode: 'ON', setpointC: 21 } as const;
const auto = (scheduleOverrideAction: 'TURN_ON' | 'TURN_OFF' | 'SET_TEMPERATURE', more = {}) =>
  ({
    kind: 'set_zone_mode',
    params: { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction, ...more },
  }) as const;
const zone = (facts: object, name = 'ZONE_1') => ({ zones: [{ zone: name, ...facts }] });
const flow = (facts: object) => ({ flow: facts });
const heats = { weatherCompensation: true, minC: 32, maxC: 48 };

const rows: readonly Row[] = [
  {
    what: 'a zone that is on',
    command: { kind: 'set_zone_mode', params: on },
    aspect: 'zones',
    proves: zone({ mode: 'ON', setpointC: 21 }),
    contrary: [
      zone({ mode: 'AUTO', setpointC: 21 }),
      zone({ mode: 'ON', setpointC: 20.5 }),
      zone({ mode: 'AUTO' }),
      zone({ mode: 'AUTO', setpointC: null }),
      zone({ mode: 'ON', setpointC: 21 }, 'ZONE_2'),
      { zones: [] },
    ],
    silent: [zone({ mode: 'ON' }), zone({ mode: 'ON', setpointC: null })],
  },
  {
    what: 'a zone that is off, which shows 7 C',
    command: { kind: 'set_zone_mode', params: { ...on, mode: 'OFF' } },
    aspect: 'zones',
    proves: zone({ mode: 'OFF', setpointC: 7 }),
    contrary: [zone({ mode: 'ON', setpointC: 21 })],
    silent: [],
  },
  {
    what: 'a slot that is turned on',
    command: auto('TURN_ON'),
    aspect: 'zones',
    proves: zone({ mode: 'AUTO', action: 'ON' }),
    contrary: [zone({ mode: 'AUTO', action: 'OFF' }), zone({ mode: 'ON', action: 'ON' })],
    silent: [zone({ mode: 'AUTO' })],
  },
  {
    what: 'a slot that is turned off',
    command: auto('TURN_OFF', { setpointC: 20 }),
    aspect: 'zones',
    proves: zone({ mode: 'AUTO', action: 'OFF', setpointC: 7 }),
    contrary: [zone({ mode: 'AUTO', action: 'ON', setpointC: 20 })],
    silent: [zone({ mode: 'AUTO', setpointC: 20 })],
  },
  {
    what: 'a slot that gets a temperature',
    command: auto('SET_TEMPERATURE', { setpointC: 19.5 }),
    aspect: 'zones',
    proves: zone({ mode: 'AUTO', action: 'OFF', setpointC: 19.5 }),
    contrary: [zone({ mode: 'AUTO', setpointC: 7 }), zone({ mode: 'OFF', setpointC: 19.5 })],
    silent: [zone({ mode: 'AUTO' })],
  },
  {
    what: 'a primary sensor',
    command: { kind: 'set_primary_sensor', params: { zone: 'ZONE_1', sensorCode: 'S1' } },
    aspect: 'zones',
    proves: zone({ mode: 'AUTO', primarySensor: 'S1' }),
    contrary: [
      zone({ mode: 'AUTO', primarySensor: 'S2' }),
      zone({ mode: 'AUTO', primarySensor: null }),
      zone({ mode: 'AUTO', primarySensor: 'S1' }, 'WATER'),
    ],
    silent: [zone({ mode: 'AUTO' })],
  },
  {
    what: 'a fixed flow',
    command: { kind: 'set_flow_temperature', params: { weatherCompensation: false, flowC: 45 } },
    aspect: 'config',
    proves: flow({ weatherCompensation: false, currentC: 45, minC: 1, maxC: 2 }),
    contrary: [
      flow({ weatherCompensation: true, currentC: 45 }),
      flow({ weatherCompensation: true }),
      flow({ weatherCompensation: true, currentC: null }),
    ],
    silent: [
      ...[{}, flow({}), flow({ currentC: 45 }), flow({ currentC: 44.5 })],
      flow({ weatherCompensation: false }),
      flow({ weatherCompensation: false, currentC: null }),
      // It may be a measured value: a pump that still warms up.
      flow({ weatherCompensation: false, currentC: 34.7 }),
    ],
  },
  {
    what: 'a flow by the weather',
    command: { kind: 'set_flow_temperature', params: heats },
    aspect: 'config',
    proves: flow({ ...heats, currentC: 39.5 }),
    contrary: [
      flow({ ...heats, weatherCompensation: false }),
      flow({ ...heats, minC: 30 }),
      flow({ ...heats, minC: 30, maxC: null }),
      flow({ weatherCompensation: true, maxC: 50 }),
    ],
    silent: [
      ...[{}, flow({ weatherCompensation: true, minC: 32 }), flow({ minC: 32, maxC: 48 })],
      ...[flow({ ...heats, maxC: null }), flow({ ...heats, minC: null, maxC: null })],
    ],
  },
  {
    what: 'a hot water setpoint',
    command: { kind: 'set_water_setpoint', params: { setpointC: 50 } },
    aspect: 'config',
    proves: { waterSetpointC: 50.04 },
    contrary: [{ waterSetpointC: 50.5 }],
    silent: [{}],
  },
  {
    what: 'quieter',
    command: { kind: 'set_quieter_mode', params: { enabled: true } },
    aspect: 'config',
    proves: { quieter: true },
    contrary: [{ quieter: false }],
    silent: [{}, { waterSetpointC: 50 }, { quieter: null }],
  },
  {
    what: 'a removed sensor',
    command: { kind: 'remove_sensor', params: { sensorCode: 'S1' } },
    aspect: 'sensors',
    proves: { sensors: [{ code: 'S10' }, { code: 's1' }] },
    contrary: [{ sensors: [{ code: 'S2' }, { code: 'S1' }] }],
    silent: [],
  },
  {
    what: 'a renamed sensor',
    command: { kind: 'rename_sensor', params: { sensorCode: 'S1', displayName: 'Hall' } },
    aspect: 'sensors',
    proves: { sensors: [{ code: 'S2' }, { code: 'S1', displayName: 'Hall' }] },
    contrary: [{ sensors: [{ code: 'S1', displayName: 'hall' }] }, { sensors: [] }],
    silent: [{ sensors: [{ code: 'S1' }] }],
  },
  {
    what: 'heating that is off',
    command: { kind: 'set_climate', params: { on: false } },
    aspect: 'unit',
    proves: { climateOn: false },
    contrary: [{ climateOn: true }],
    silent: [{}, { hotWaterOn: false }],
  },
  {
    what: 'hot water that is on',
    command: { kind: 'set_hot_water', params: { on: true } },
    aspect: 'unit',
    proves: { hotWaterOn: true, climateOn: false },
    contrary: [{ hotWaterOn: false }],
    silent: [{}, { climateOn: true }],
  },
  {
    what: 'a room temperature',
    command: { kind: 'set_room_temperature', params: { setpointC: 21.5 } },
    aspect: 'unit',
    proves: { setpointC: 21.5, roomC: 19 },
    contrary: [{ setpointC: 21 }],
    silent: [{}, { roomC: 21.5 }, { setpointC: null, roomC: 21.5 }],
  },
  {
    what: 'a reserve',
    command: { kind: 'set_reserve', params: { minSocPercent: 20, maxSocPercent: 80 } },
    aspect: 'battery',
    proves: { reserve: { minSocPercent: 20, maxSocPercent: 80 } },
    contrary: [
      { reserve: { minSocPercent: 20, maxSocPercent: 100 } },
      { reserve: { minSocPercent: 10 } },
    ],
    silent: [{}, { suspended: true }, { reserve: { minSocPercent: 20 } }],
  },
];

function judge(row: Pick<Row, 'command' | 'aspect'>, report: Report | null, marks: Marks = {}) {
  const reports = report ? { [row.aspect]: report } : {};
  const input = { transactionId: 'tx', reports, marks, sentAtMs: fakeStartMs };
  return specOf(row.command).judge(row.command.params, input);
}

describe.each(rows)('$what', (row) => {
  const { aspect, proves } = row;
  const mark = { [aspect]: { rev: 2, bootId: 'boot-1' } };

  it('is proved by a fresh report, which is kept as evidence', () => {
    expect(judge(row, makeReport(proves))).toMatchObject({
      kind: 'proved',
      evidence: { aspect, rev: 2 },
    });
  });

  it.each(row.contrary.map((value) => [value]))('is contradicted by %j', (value) => {
    const verdict = judge(row, makeReport(value));
    expect(verdict).toMatchObject({ kind: 'contrary', code: 'effect_not_seen' });
  });

  it.each(row.silent.map((value) => [value]))('is left open by %j', (value) => {
    expect(judge(row, makeReport(value))).toEqual({ kind: 'none' });
  });

  it('is not judged without a report', () => {
    expect(judge(row, null)).toEqual({ kind: 'none' });
  });

  it.each([
    ['of the revision of before', { rev: 2 }, 'none'],
    ['of an older revision', { rev: 1 }, 'none'],
    ['of the next revision', { rev: 3 }, 'proved'],
    ['of the first revision of a new boot', { rev: 1, bootId: 'boot-2' }, 'proved'],
    ['from before it was sent', { rev: 3, receivedAtMs: fakeStartMs - 1 }, 'none'],
    [
      'of a new boot from before it was sent',
      { bootId: 'boot-2', receivedAtMs: fakeStartMs - 1 },
      'none',
    ],
  ])('shown in a report %s', (_when, over, kind) => {
    expect(judge(row, makeReport(proves, over), mark).kind).toBe(kind);
  });
});

describe('a reboot', () => {
  const row: Pick<Row, 'command' | 'aspect'> = {
    command: { kind: 'reboot', params: {} },
    aspect: 'boot',
  };
  const mark = { boot: { rev: 4, bootId: 'boot-1' } };
  const value = { session: 2, bootedAt: null, clockSet: false, firmware: '1', certificate: null };

  it.each([
    ['another boot since', { rev: 5, bootId: 'boot-2' }, mark, 'proved'],
    ['another boot, whatever its revision', { rev: 1, bootId: 'boot-2' }, mark, 'proved'],
    ['a reconnect of the same boot', { rev: 5 }, mark, 'none'],
    [
      'another boot from before',
      { rev: 5, bootId: 'boot-2', receivedAtMs: fakeStartMs - 1 },
      mark,
      'none',
    ],
    ['a boot, where none was known before', { rev: 1, bootId: 'boot-2' }, {}, 'none'],
  ])('by %s', (_what, over, marks, kind) => {
    expect(judge(row, makeReport(value, over), marks).kind).toBe(kind);
  });

  it.each([
    ['so long before that no clock explains it', -5_001, true, 'none'],
    ['within what clocks may differ', -5_000, true, 'proved'],
    ['afterwards', 20_000, true, 'proved'],
    ['long before, by a clock that is not set', -90_000, false, 'proved'],
    ['at no time that it knows', null, true, 'proved'],
  ])('by another boot, which happened %s', (_what, afterMs, clockSet, kind) => {
    const bootedAt = afterMs === null ? null : new Date(fakeStartMs + afterMs).toISOString();
    const report = makeReport({ ...value, bootedAt, clockSet }, { bootId: 'boot-2' });
    expect(judge(row, report, mark).kind).toBe(kind);
  });

  it('shows its new boot as evidence, and is open without a report', () => {
    const verdict = judge(row, makeReport(value, { bootId: 'boot-2' }), mark);
    expect(verdict).toMatchObject({ evidence: { aspect: 'boot', value: { bootId: 'boot-2' } } });
    expect(judge(row, null, mark)).toEqual({ kind: 'none' });
  });

  it('goes out once and waits for nobody', () => {
    expect(specOf(row.command).policy).toMatchObject({ autoRetry: false, waitsOffline: 'no' });
  });
});

it('an identify proves nothing: its success is the device’s word', () => {
  const spec = specOf({ kind: 'identify', params: {} });
  expect(spec.policy).toMatchObject({ evidenceWindowMs: null, waitsOffline: 'no' });
  const none = spec.judge({}, { transactionId: 'tx', reports: {}, marks: {}, sentAtMs: 0 });
  expect(none).toEqual({ kind: 'none' });
});

it('a reason says what was wanted and what is shown, and stays short', () => {
  const row = { command: rows[5]!.command, aspect: 'zones' } as const;
  const short = judge(row, makeReport(zone({ primarySensor: 'S2' })));
  expect(short).toMatchObject({ detail: 'wanted "S1", the device shows "S2"' });
  const long = judge(row, makeReport(zone({ primarySensor: 'x'.repeat(5_000) })));
  expect(long.kind === 'contrary' && long.detail.length).toBeLessThan(300);
});

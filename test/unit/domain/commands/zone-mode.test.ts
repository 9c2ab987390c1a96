import { describe, expect, it } from 'vitest';
import { type SetZoneModeParams, setZoneMode } from '../../../../src/domain/commands/zone-mode.ts';
import { makeReport, makeView } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const at = (afterMs: number) => new Date(fakeStartMs + afterMs).toISOString();
const hourMs = 3_600_000;
const on: SetZoneModeParams = { zone: 'ZONE_1', mode: 'ON', setpointC: 21 };
const faultCodes = (params: SetZoneModeParams) =>
  setZoneMode.faults(params, makeView()).map((fault) => fault.code);

function judge(params: SetZoneModeParams, zone: object | null) {
  const value = { zones: zone ? [{ zone: 'ZONE_1', ...zone }] : [] };
  const reports = { zones: makeReport(value) };
  return setZoneMode.judge(params, {
    transactionId: 'tx',
    reports,
    marks: {},
    sentAtMs: fakeStartMs,
  }).kind;
}

describe('a zone mode', () => {
  it('is proved when mode and setpoint are shown', () => {
    expect(judge(on, { mode: 'ON', setpointC: 21.04 })).toBe('proved');
    expect(judge({ zone: 'ZONE_1', mode: 'OFF' }, { mode: 'OFF', setpointC: 9 })).toBe('proved');
  });

  it.each([
    ['another mode', { mode: 'AUTO', setpointC: 21 }],
    ['another setpoint', { mode: 'ON', setpointC: 21.5 }],
    ['no such zone', null],
  ])('is contradicted by %s', (_what, zone) => {
    expect(judge(on, zone)).toBe('contrary');
  });

  it('is proved with its end to the second', () => {
    const boost: SetZoneModeParams = { ...on, mode: 'BOOST', endAt: at(hourMs) };
    const shown = { mode: 'BOOST', setpointC: 21 };
    expect(judge(boost, { ...shown, endAt: at(hourMs + 999) })).toBe('proved');
    expect(judge(boost, { ...shown, endAt: at(hourMs + 1_000) })).toBe('contrary');
    expect(judge(boost, { ...shown, endAt: null })).toBe('contrary');
  });

  it.each([
    ['an unknown zone', { ...on, zone: 'AUXILIARY' }, ['unknown_zone']],
    ['a zone that is off', { ...on, zone: 'ZONE_2' }, ['unknown_zone']],
    ['a setpoint below the range', { ...on, setpointC: 6.5 }, ['out_of_range']],
    ['a setpoint above the range', { ...on, setpointC: 30.5 }, ['out_of_range']],
    ['a setpoint off the grid', { ...on, setpointC: 21.3 }, ['out_of_range']],
    ['an end without a boost', { ...on, endAt: at(hourMs) }, ['invalid_parameters']],
    ['an end in the past', { ...on, mode: 'BOOST', endAt: at(0) }, ['invalid_parameters']],
    [
      'an end in over 12 hours',
      { ...on, mode: 'BOOST', endAt: at(12 * hourMs + 1) },
      ['out_of_range'],
    ],
    [
      'an override without AUTO',
      { ...on, scheduleOverrideAction: 'TURN_ON' },
      ['invalid_parameters'],
    ],
    ['nothing wrong', on, []],
    ['the bounds themselves', { ...on, setpointC: 7 }, []],
    ['water in its own range', { zone: 'WATER', mode: 'ON', setpointC: 60 }, []],
    ['a boost of 12 hours', { ...on, mode: 'BOOST', endAt: at(12 * hourMs) }, []],
  ] as [string, SetZoneModeParams, string[]][])(
    'with %s has its faults',
    (_what, params, codes) => {
      expect(faultCodes(params)).toEqual(codes);
    },
  );
});

describe('a zone boost', () => {
  const complete = (params: SetZoneModeParams) => setZoneMode.complete?.(params, makeView());

  it('gets an absolute end in an hour and a setpoint of its zone’s kind', () => {
    expect(complete({ zone: 'ZONE_1', mode: 'BOOST' })).toEqual({
      ...{ zone: 'ZONE_1', mode: 'BOOST', setpointC: 30, endAt: at(hourMs) },
    });
    expect(complete({ zone: 'WATER', mode: 'BOOST' })).toMatchObject({ setpointC: 50 });
  });

  it('keeps what was asked for; other modes get nothing', () => {
    const asked: SetZoneModeParams = { ...on, mode: 'BOOST', endAt: at(1) };
    expect(complete(asked)).toEqual(asked);
    expect(complete(on)).toEqual(on);
  });

  it('is refused when it is taken after its end', () => {
    const params: SetZoneModeParams = { ...on, mode: 'BOOST', endAt: at(0) };
    expect(setZoneMode.refuse(params, makeView(), 'take')).toMatchObject({ code: 'end_passed' });
    expect(setZoneMode.refuse({ ...params, endAt: at(1) }, makeView(), 'take')).toBeNull();
  });
});

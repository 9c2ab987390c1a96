import { describe, expect, it } from 'vitest';
import type { SetZoneSchedulesParams } from '../../../../src/domain/commands/schedule-schema.ts';
import { setZoneSchedules } from '../../../../src/domain/commands/zone-schedules.ts';
import { makeReport } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const morning = { time: '06:30:00', action: 'SET_TEMPERATURE', setpointC: 20.5 } as const;
const night = { time: '22:00:00', action: 'TURN_OFF' } as const;
const params: SetZoneSchedulesParams = {
  zone: 'ZONE_1',
  schedules: [{ days: '0111110', settings: [morning, night] }],
};
const shown = (days: string | undefined, settings: unknown, zone = 'ZONE_1') => ({
  zone,
  ...(days === undefined ? {} : { days }),
  settings,
});

function judge(schedules: readonly object[], wish: SetZoneSchedulesParams = params) {
  const reports = { schedules: makeReport({ schedules }) };
  return setZoneSchedules.judge(wish, {
    transactionId: 'tx',
    reports,
    marks: {},
    sentAtMs: fakeStartMs,
  });
}

describe('zone schedules', () => {
  it.each([
    ['as they were written', [shown('0111110', [morning, night])]],
    ['beside those of other days', [shown('1000001', [night]), shown('0111110', [morning, night])]],
    ['beside those of other zones', [shown('1111111', [], 'WATER'), ...spread('0111110')]],
    ['day by day', spread('0111110')],
    [
      'in two groups of slots, the later first',
      [shown('1111111', [night]), shown('0111110', [morning])],
    ],
    [
      'with short times and the words that clients write',
      [
        shown('0111110', [
          { time: '06:30', action: 'HEAT', setpointC: 20.5 },
          { time: '22:00', action: 'off' },
        ]),
      ],
    ],
    [
      'with a temperature of the slot that is off',
      [shown('0111110', [morning, { ...night, setpointC: 7 }])],
    ],
  ])('are proved %s', (_how, schedules) => {
    expect(judge(schedules).kind).toBe('proved');
  });

  it.each([
    ['no schedules', []],
    ['those of another zone', [shown('0111110', [morning, night], 'ZONE_2')]],
    ['a mask that begins on another day', [shown('1111100', [morning, night])]],
    ['a day too few', [shown('0111100', [morning, night])]],
    ['a slot too few', [shown('0111110', [morning])]],
    ['a slot too many', [shown('0111110', [morning, night, { ...night, time: '23:00:00' }])]],
    ['another time', [shown('0111110', [{ ...morning, time: '06:31:00' }, night])]],
    ['another action', [shown('0111110', [{ ...morning, action: 'TURN_ON' }, night])]],
    ['another temperature', [shown('0111110', [{ ...morning, setpointC: 20 }, night])]],
  ])('are contradicted by %s', (_what, schedules) => {
    expect(judge(schedules)).toMatchObject({ kind: 'contrary', code: 'effect_not_seen' });
  });

  it.each([
    ['its days', [shown(undefined, [morning, night])]],
    ['its slots', [{ zone: 'ZONE_1', days: '0111110' }]],
    ['an action', [shown('0111110', [{ time: '06:30:00', setpointC: 20.5 }, night])]],
    ['a temperature', [shown('0111110', [{ time: '06:30:00', action: 'HEAT' }, night])]],
    ['a known temperature', [shown('0111110', [{ ...morning, setpointC: null }, night])]],
  ])('are left open by a report without %s', (_what, schedules) => {
    expect(judge(schedules)).toEqual({ kind: 'none' });
  });

  it('with a part that differs are contradicted, whatever else is left out', () => {
    const verdict = judge([shown('0111110', [{ time: '06:30:00' }, { ...night, time: '21:00' }])]);
    expect(verdict.kind).toBe('contrary');
  });

  it('tell of the first day that differs, not of the whole week', () => {
    const week = { zone: 'ZONE_1', schedules: days('1000000', '0100000', '0010000') } as const;
    const verdict = judge([shown('1000000', [night]), shown('0100000', [morning])], week);
    expect(verdict).toMatchObject({
      detail: `wanted ${JSON.stringify([night])}, the device shows ${JSON.stringify([morning])}`,
      evidence: { value: [morning] },
    });
  });
});

function spread(mask: string) {
  return [...mask].flatMap((mark, day) =>
    mark === '1' ? [shown(`${'0'.repeat(day)}1${'0'.repeat(6 - day)}`, [morning, night])] : [],
  );
}

function days(...masks: string[]) {
  return masks.map((mask) => ({ days: mask, settings: [night] }));
}

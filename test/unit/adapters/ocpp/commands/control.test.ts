import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../../src/domain/command.ts';
import type { Order } from '../../../../../src/domain/ports/connections.ts';
import type { SendResult } from '../../../../../src/domain/reply.ts';
import { fakeStartMs } from '../../../../support/fake-clock.ts';
import { makeOrder } from '../../../../support/ocpp/gateway.ts';
import { type Script, ScriptedCharger } from '../../../../support/ocpp/scripted-charger.ts';

const fresh = { issuedAtMs: fakeStartMs, expiresAtMs: fakeStartMs + 60_000 };
const SET = 'SetChargingProfile';
const STOP = 'RemoteStopTransaction';
const CHANGE = 'ChangeAvailability';
const CLEAR = 'ClearChargingProfile';
const READ = 'GetCompositeSchedule';
const accepted = { kind: 'accepted' } as const;

type World = Parameters<ScriptedCharger['given']>[0];
type Row = readonly [
  name: string,
  world: World,
  script: Readonly<Record<string, Script>>,
  calls: readonly string[],
  result: Partial<SendResult>,
  profile: object | null,
];

const driver = { status: 'charging', session: {} } as const;

function limit(amps: number): Script {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit: amps }];
  return {
    status: 'Accepted',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod },
  };
}

function at(minutes: number): string {
  return new Date(fakeStartMs + minutes * 60_000).toISOString();
}

/** Rests for half an hour, then charges for an hour. */
const schedule = {
  planId: 'plan-1',
  periods: [
    { startAt: at(0), limitAmps: 0 },
    { startAt: at(30), limitAmps: 16 },
  ],
  endAt: at(90),
  isBoosting: false,
  begins: false,
};

function setSchedule(
  params: Partial<typeof schedule> | { planId: null; periods?: []; endAt?: null } = {},
): Order {
  const command = { kind: 'set_charging_schedule', params: { ...schedule, ...params } } as Command;
  return makeOrder('set_charging_schedule', { ...fresh, command });
}

const suspendRows: readonly Row[] = [
  [
    'takes the plan and the guard away, and leaves the boost',
    { ...driver, boost: true },
    { [CLEAR]: 'Accepted', [READ]: limit(32) },
    [CLEAR, CLEAR, CLEAR, READ],
    accepted,
    { boostInstalled: true, planId: null, guardInstalled: false, limitAmps: 32, readBack: true },
  ],
  [
    'finds nothing',
    {},
    { [CLEAR]: 'Unknown', [READ]: {} },
    [CLEAR, CLEAR, CLEAR, READ],
    accepted,
    null,
  ],
  [
    'has no smart charging',
    {},
    {},
    [CLEAR, CLEAR, CLEAR, READ],
    accepted,
    { readBack: false, isLimitless: true },
  ],
  ['is refused', {}, { [CLEAR]: { error: 'InternalError' } }, [CLEAR], { kind: 'rejected' }, null],
  ['is not answered', {}, { [CLEAR]: 'silent' }, [CLEAR], { kind: 'no-reply' }, null],
  ['is cut', {}, { [CLEAR]: 'cut' }, [CLEAR], { kind: 'no-reply' }, null],
  ['does not leave', {}, { [CLEAR]: 'not-sent' }, [], { kind: 'unreachable' }, null],
];

const resumeRows: readonly Row[] = [
  [
    'sets the guard and reads back',
    driver,
    { [SET]: 'Accepted', [READ]: limit(32) },
    [SET, READ],
    accepted,
    { guardInstalled: true, readBack: true, limitAmps: 32 },
  ],
  [
    'takes the acceptance for a word where nothing can be read',
    {},
    { [SET]: 'Accepted' },
    [SET, READ],
    accepted,
    { guardInstalled: true, readBack: true, limitAmps: null },
  ],
  [
    'is by on and off where there is no smart charging',
    driver,
    {},
    [SET, READ],
    accepted,
    { guardInstalled: false, readBack: false, isLimitless: true, control: 'on_off' },
  ],
  ['is not answered', {}, { [SET]: 'silent' }, [SET], { kind: 'no-reply' }, null],
];

const scheduleRows: readonly Row[] = [
  [
    'goes into the running session and is read back',
    driver,
    { [SET]: 'Accepted', [READ]: limit(0) },
    [SET, READ],
    accepted,
    { planId: 'plan-1', limitAmps: 0, readBack: true },
  ],
  [
    'waits for a session as a default of the connector',
    { status: 'available' },
    { [SET]: 'Accepted', [READ]: limit(0) },
    [SET, READ],
    accepted,
    { planId: 'plan-1', limitAmps: 0, readBack: true },
  ],
  [
    'is not there when the charger shows more than it allows',
    driver,
    { [SET]: 'Accepted', [READ]: limit(32) },
    [SET, READ],
    accepted,
    { planId: null, limitAmps: 32, readBack: true },
  ],
  [
    'is not proved where nothing can be read',
    driver,
    { [SET]: 'Accepted' },
    [SET, READ],
    accepted,
    { planId: 'plan-1', limitAmps: null, readBack: false },
  ],
  [
    'is not offered, nor is on and off',
    driver,
    {},
    [SET, STOP, CHANGE],
    { kind: 'unsupported' },
    null,
  ],
  ['is not answered', driver, { [SET]: 'silent' }, [SET], { kind: 'no-reply' }, null],
  ['is cut', driver, { [SET]: 'cut' }, [SET], { kind: 'no-reply' }, null],
  ['does not leave', driver, { [SET]: 'not-sent' }, [], { kind: 'unreachable' }, null],
];

describe.each([
  ['suspend', suspendRows, makeOrder('suspend', fresh)],
  ['resume', resumeRows, makeOrder('resume', fresh)],
  ['a charging schedule', scheduleRows, setSchedule()],
] as const)('%s', (_what, rows, order) => {
  it.each(rows)('%s', async (_name, world, script, calls, result, profile) => {
    const charger = new ScriptedCharger(script).given(world);
    expect(await charger.run(order)).toMatchObject(result);
    expect(charger.actions).toEqual(calls);
    if (profile) expect(charger.profile).toMatchObject(profile);
  });

  it('sends nothing past its deadline, and nothing once it is called off', async () => {
    const late = new ScriptedCharger({}).given(driver);
    expect(await late.run({ ...order, expiresAtMs: fakeStartMs })).toMatchObject({
      kind: 'unreachable',
    });
    const calledOff = new ScriptedCharger({}).given(driver);
    expect(await calledOff.run(order, AbortSignal.abort())).toMatchObject({ kind: 'unreachable' });
    expect([...late.actions, ...calledOff.actions]).toEqual([]);
  });
});

describe('suspend', () => {
  it('clears our own ids of every connector, and no others', async () => {
    const charger = new ScriptedCharger({ [CLEAR]: 'Accepted' }).given(driver);
    charger.memory.connector(2);
    await charger.run(makeOrder('suspend', fresh));
    const ids = charger.made.filter(({ action }) => action === CLEAR).map(({ params }) => params);
    const own = [7_012, 7_011, 7_014, 7_022, 7_021, 7_024];
    expect(ids).toEqual(own.map((id) => ({ id })));
  });
});

describe.each([
  ['suspend', makeOrder('suspend', fresh)],
  ['a schedule that takes the plan away', setSchedule({ planId: null, periods: [], endAt: null })],
] as const)('%s, where a plan rests', (_kind, order) => {
  const planned = setSchedule();
  const rests = limit(0);

  it.each([
    ['is not done while the schedule still shows our limit', rests, 'plan-1', false],
    ['is done where it shows another one', limit(16), null, true],
    ['is done where it shows none', { status: 'Accepted' }, null, true],
  ])('%s', async (_what, shown, planId, readBack) => {
    const charger = new ScriptedCharger({
      [SET]: 'Accepted',
      [CLEAR]: 'Accepted',
      [READ]: shown,
    }).given(driver);
    await charger.run(planned);
    await charger.run(order);
    expect(charger.profile).toMatchObject({ planId, readBack });
  });
});

describe('suspend', () => {
  it('asks connectors too that have not been heard of', async () => {
    const charger = new ScriptedCharger({ [CLEAR]: 'Unknown' });
    charger.memory.facts = { ...charger.memory.facts, connectorCount: 2 };
    await charger.run(makeOrder('suspend', fresh));
    expect(charger.actions.filter((action) => action === CLEAR)).toHaveLength(6);
  });
});

describe('reboot', () => {
  it.each<[string, Script, Partial<SendResult>, number]>([
    ['accepted', 'Accepted', accepted, 1],
    ['scheduled', 'Scheduled', accepted, 1],
    ['refused', 'Rejected', { kind: 'rejected', detail: 'Reset: Rejected' }, 1],
    ['not offered', { error: 'NotSupported' }, { kind: 'unsupported' }, 1],
    ['silent', 'silent', { kind: 'no-reply' }, 1],
    ['not sent', 'not-sent', { kind: 'unreachable' }, 0],
  ])('%s', async (_what, script, result, count) => {
    const charger = new ScriptedCharger({ Reset: script }).given(driver);
    expect(await charger.run(makeOrder('reboot', fresh))).toMatchObject(result);
    expect(charger.actions).toEqual(Array.from({ length: count }, () => 'Reset'));
  });
});

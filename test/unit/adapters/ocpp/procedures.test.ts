import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../../../src/domain/reply.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';
import { makeOrder } from '../../../support/ocpp/gateway.ts';
import { type Script, ScriptedCharger } from '../../../support/ocpp/scripted-charger.ts';

type World = Parameters<ScriptedCharger['given']>[0];
type Row = readonly [
  name: string,
  world: World,
  script: Readonly<Record<string, Script>>,
  calls: readonly string[],
  result: Partial<SendResult>,
];

const fresh = { issuedAtMs: fakeStartMs, expiresAtMs: fakeStartMs + 60_000 };
const driver = { status: 'charging', session: {} } as const;
const ours = { status: 'charging', session: { startedByGateway: true } } as const;
const begunByThis = {
  status: 'charging',
  session: { startedByGateway: true, startedAtMs: fakeStartMs },
} as const;
const accepted = { kind: 'accepted' } as const;
const START = 'RemoteStartTransaction';
const SET = 'SetChargingProfile';
const CLEAR = 'ClearChargingProfile';
const READ = 'GetCompositeSchedule';
const STOP = 'RemoteStopTransaction';
const CHANGE = 'ChangeAvailability';

/** The ladder has so many rungs, when every one of them is refused. */
function times(count: number, action: string): string[] {
  return Array.from({ length: count }, () => action);
}

function limit(amps: number): Script {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit: amps }];
  return {
    status: 'Accepted',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod },
  };
}

const boostRows: readonly Row[] = [
  ['A: a running session gets our profile', driver, { [SET]: 'Accepted' }, [SET], accepted],
  [
    'A: refused in every way',
    driver,
    { [SET]: 'Rejected' },
    times(21, SET),
    {
      kind: 'unsupported',
      detail: expect.stringMatching(/^SetChargingProfile: Rejected \(tried: /),
    },
  ],
  ['A: not offered, so nothing limits it', driver, {}, [SET], accepted],
  [
    'A: not offered, and withheld by the charger itself',
    { ...driver, status: 'suspended_charger' },
    { [STOP]: 'Rejected' },
    [SET, STOP, CHANGE],
    { kind: 'rejected' },
  ],
  ['A: silent', driver, { [SET]: 'silent' }, [SET], { kind: 'no-reply' }],
  ['A: cut', driver, { [SET]: 'cut' }, [SET], { kind: 'no-reply' }],
  ['A: nothing left', driver, { [SET]: 'not-sent' }, [], { kind: 'unreachable' }],
  [
    'A: ours is of an earlier link, and may be forgotten',
    { ...driver, boost: true },
    { [READ]: limit(32), [SET]: 'Accepted' },
    [SET],
    accepted,
  ],
  ['A: an own session of an earlier boost', ours, { [SET]: 'Accepted' }, [SET], accepted],
  [
    'B: the session of this very boost, no limit',
    begunByThis,
    { [READ]: limit(32) },
    [READ],
    accepted,
  ],
  [
    'B: the same, limited',
    begunByThis,
    { [READ]: limit(6), [SET]: 'Accepted' },
    [READ, SET],
    accepted,
  ],
  ['B: the same, cannot be read', begunByThis, {}, [READ], accepted],
  [
    'B: a start that begins nothing',
    { status: 'preparing' },
    { [START]: 'Accepted' },
    [START],
    accepted,
  ],
  ['B: a finished connector', { status: 'finishing' }, { [START]: 'Accepted' }, [START], accepted],
  ['B: no status known', {}, { [START]: 'Accepted' }, [START], accepted],
  ['B: refused', { status: 'preparing' }, { [START]: 'Rejected' }, [START], { kind: 'rejected' }],
  [
    'B: an error',
    { status: 'preparing' },
    { [START]: { error: 'GenericError' } },
    [START],
    { kind: 'rejected', code: 'call_error' },
  ],
  [
    'D: back into service, then started',
    { status: 'unavailable' },
    { [CHANGE]: 'Scheduled', [START]: 'Accepted' },
    [CHANGE, START],
    accepted,
  ],
  [
    'D: refused',
    { status: 'unavailable' },
    { [CHANGE]: 'Rejected' },
    [CHANGE],
    { kind: 'rejected', detail: `${CHANGE}: Rejected` },
  ],
  [
    'D: cut after the first step',
    { status: 'unavailable' },
    { [CHANGE]: 'Accepted', [START]: 'not-sent' },
    [CHANGE],
    { kind: 'no-reply' },
  ],
];

const cancelRows: readonly Row[] = [
  ['no session', {}, { [CLEAR]: 'Unknown', [READ]: limit(16) }, [CLEAR, READ], accepted],
  [
    'a session of a driver',
    driver,
    { [CLEAR]: 'Accepted', [READ]: limit(16) },
    [CLEAR, READ],
    accepted,
  ],
  [
    'ours: paused',
    ours,
    { [CLEAR]: 'Accepted', [READ]: limit(16), [SET]: 'Accepted' },
    [CLEAR, READ, SET],
    accepted,
  ],
  [
    'ours: stopped as the last rung',
    ours,
    { [CLEAR]: 'Accepted', [SET]: 'Rejected', [STOP]: 'Accepted' },
    [CLEAR, READ, ...times(5, SET), STOP],
    accepted,
  ],
  [
    'ours: neither, nor out of service',
    ours,
    { [CLEAR]: 'Accepted', [SET]: 'Rejected', [STOP]: 'Rejected', [CHANGE]: 'Rejected' },
    [CLEAR, READ, ...times(5, SET), STOP, CHANGE],
    { kind: 'rejected', detail: `${STOP}: Rejected` },
  ],
  ['no smart charging at all', {}, {}, [CLEAR, READ], accepted],
  ['a profile that cannot be cleared', { boost: true }, {}, [CLEAR], { kind: 'unsupported' }],
  [
    'a clear that fails',
    {},
    { [CLEAR]: { error: 'InternalError' } },
    [CLEAR],
    { kind: 'rejected' },
  ],
  ['a silent clear', {}, { [CLEAR]: 'silent' }, [CLEAR], { kind: 'no-reply' }],
  [
    'a silent read-back',
    {},
    { [CLEAR]: 'Accepted', [READ]: 'silent' },
    [CLEAR, READ],
    { kind: 'no-reply' },
  ],
  ['nothing left', {}, { [CLEAR]: 'not-sent' }, [], { kind: 'unreachable' }],
];

describe('a boost whose profile this link saw accepted', () => {
  it.each<[string, Script, readonly string[]]>([
    ['reads back, and that is all', limit(32), [SET, READ]],
    ['gives it again where something limits the session', limit(6), [SET, READ, SET]],
    ['gives it again where it cannot be read', { error: 'NotImplemented' }, [SET, READ, SET]],
  ])('%s', async (_what, shown, calls) => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted', [READ]: shown }).given(driver);
    expect(await charger.run(makeOrder('boost', fresh))).toMatchObject(accepted);
    expect(await charger.run(makeOrder('boost', fresh))).toMatchObject(accepted);
    expect(charger.actions).toEqual(calls);
  });
});

describe.each([
  ['boost', boostRows],
  ['cancel_boost', cancelRows],
] as const)('%s', (kind, rows) => {
  it.each(rows)('%s', async (_name, world, script, calls, result) => {
    const charger = new ScriptedCharger(script).given(world);
    expect(await charger.run(makeOrder(kind, fresh))).toMatchObject(result);
    expect(charger.actions).toEqual(calls);
  });

  it('sends nothing once it is called off', async () => {
    const charger = new ScriptedCharger({}).given(driver);
    const result = await charger.run(makeOrder(kind, fresh), AbortSignal.abort());
    expect(result).toMatchObject({ kind: 'unreachable' });
    expect(charger.actions).toEqual([]);
  });

  it.each([1, 2])('changes nothing past its deadline (attempt %i)', async (attempt) => {
    const charger = new ScriptedCharger({}).given(driver);
    const late = makeOrder(kind, { attempt, expiresAtMs: fakeStartMs });
    expect(await charger.run(late)).toMatchObject({ kind: 'unreachable' });
    expect(charger.actions).toEqual([]);
  });
});

describe('past its deadline', () => {
  it('an earlier attempt that shows its effect is acknowledged', async () => {
    const charger = new ScriptedCharger({}).given(ours);
    const late = { attempt: 2, expiresAtMs: fakeStartMs };
    expect(await charger.run(makeOrder('boost', late))).toEqual(accepted);
    expect(charger.actions).toEqual([]);
  });
});

const none = { boostInstalled: false, planId: null, guardInstalled: false };

describe('the profile aspect', () => {
  it('is concluded from the acceptance of a boost', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted' }).given(driver);
    await charger.run(makeOrder('boost', fresh));
    expect(charger.profile).toEqual({
      ...none,
      boostInstalled: true,
      limitAmps: 32,
      readBack: false,
    });
  });

  it.each([
    ['the schedule', { [CLEAR]: 'Accepted', [READ]: limit(10) }, 10],
    ['the answer about our own id', { [CLEAR]: 'Unknown' }, null],
  ])('is read back after a cancel, from %s', async (_what, script, limitAmps) => {
    const charger = new ScriptedCharger(script).given({ boost: true });
    await charger.run(makeOrder('cancel_boost', fresh));
    const calledOffUntilMs = fakeStartMs + 30 * 60_000;
    expect(charger.profile).toEqual({ ...none, limitAmps, readBack: true, calledOffUntilMs });
  });

  it('is not touched by a refused boost', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Rejected' }).given(driver);
    await charger.run(makeOrder('boost', fresh));
    expect(charger.profile).toBeUndefined();
  });
});

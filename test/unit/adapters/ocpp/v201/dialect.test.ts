import { describe, expect, it } from 'vitest';
import type { CallText, Dialect, Profile } from '../../../../../src/adapters/ocpp/dialect.ts';
import { dialect as v21 } from '../../../../../src/adapters/ocpp/v21/dialect.ts';
import { dialect as v201 } from '../../../../../src/adapters/ocpp/v201/dialect.ts';
import { makeSchemaCheck } from '../../../../support/ocpp/schemas.ts';

const atMs = Date.parse('2026-11-23T10:00:00.000Z');
const session = { sessionId: 5, stationId: '0b7a3c8e-5c2e-4a65-9b0e-d5a0c3a3a111' };

function makeProfile(parts: Partial<Profile> = {}): Profile {
  return {
    id: 7_013,
    connectorId: 1,
    purpose: 'TxProfile',
    kind: 'Absolute',
    stackLevel: 8,
    session,
    unit: 'A',
    startAtMs: atMs,
    durationS: null,
    validFromMs: null,
    validToMs: null,
    periods: [{ startS: 0, limit: 32, phases: null, countedPhases: 1 }],
    ...parts,
  };
}

const start = { connectorId: 1, remoteStartId: 77, profile: null };

const texts: readonly [string, (dialect: Dialect) => CallText][] = [
  ['a start', (to) => to.remoteStart(start)],
  ['a start with a profile', (to) => to.remoteStart({ ...start, profile: unstarted })],
  ['a stop', (to) => to.remoteStop(session)],
  ['a limit of a session', (to) => to.setProfile(makeProfile())],
  ['a default', (to) => to.setProfile(makeProfile({ purpose: 'TxDefaultProfile' }))],
  ['a maximum', (to) => to.setProfile(stationMaximum)],
  ['a relative limit', (to) => to.setProfile(makeProfile({ kind: 'Relative', startAtMs: null }))],
  ['a plan', (to) => to.setProfile(plan)],
  ['a clearing', (to) => to.clearProfile({ id: 7_013, connectorId: 1 })],
  ['a schedule', (to) => to.compositeSchedule({ connectorId: 1, durationS: 60 })],
  ['out of service', (to) => to.changeAvailability({ connectorId: 1, isOperative: false })],
  ['the whole station', (to) => to.changeAvailability({ connectorId: 0, isOperative: true })],
  ['a boot', (to) => to.trigger('boot')],
  ['a heartbeat', (to) => to.trigger('heartbeat')],
  ['a status', (to) => to.trigger('status', 2)],
  ['samples', (to) => to.trigger('meter', 1)],
  ['an interval', (to) => to.setSampleInterval(10)],
  ['a restart', (to) => to.reset()],
];

const unstarted = makeProfile({ session: null });
const stationMaximum = makeProfile({
  connectorId: 0,
  purpose: 'ChargePointMaxProfile',
  session: null,
});
const plan = makeProfile({
  unit: 'W',
  durationS: 7_200,
  validFromMs: atMs,
  validToMs: atMs + 7_200_000,
  periods: [
    { startS: 0, limit: 0, phases: 3, countedPhases: 3 },
    { startS: 3_600, limit: 11_040, phases: 3, countedPhases: 3 },
  ],
});

describe.each([
  ['2.0.1', v201],
  ['2.1', v21],
] as const)('what OCPP %s calls', (version, dialect) => {
  const check = makeSchemaCheck(version);

  it.each(texts)('%s is in its schema', (_what, say) => {
    const { action, params } = say(dialect);
    expect(check(action, 'request', JSON.parse(JSON.stringify(params)))).toBe('');
  });
});

describe('what OCPP 2.x is told', () => {
  it('starts with our own token, and no profile where none is asked for', () => {
    expect(v201.remoteStart(start)).toEqual({
      action: 'RequestStartTransaction',
      params: {
        evseId: 1,
        remoteStartId: 77,
        idToken: { idToken: 'joulegate', type: 'Central' },
      },
    });
  });

  it('names the station’s own transaction', () => {
    expect(v201.remoteStop(session).params).toEqual({ transactionId: session.stationId });
  });

  it('ties a profile to its transaction only as a TxProfile', () => {
    const toProfile = (profile: Profile) =>
      v201.setProfile(profile).params['chargingProfile'] as Record<string, unknown>;
    expect(toProfile(makeProfile())['transactionId']).toBe(session.stationId);
    expect(toProfile(makeProfile({ purpose: 'TxDefaultProfile' }))).not.toHaveProperty(
      'transactionId',
    );
    expect(toProfile(unstarted)).not.toHaveProperty('transactionId');
  });

  it('says the purpose of the whole station in its own word, on EVSE 0', () => {
    expect(v201.setProfile(stationMaximum).params).toMatchObject({
      evseId: 0,
      chargingProfile: { chargingProfilePurpose: 'ChargingStationMaxProfile' },
    });
  });

  it('writes one schedule, with what was given of it', () => {
    expect(v201.setProfile(plan).params['chargingProfile']).toMatchObject({
      validFrom: '2026-11-23T10:00:00.000Z',
      validTo: '2026-11-23T12:00:00.000Z',
      chargingSchedule: [
        {
          id: 7_013,
          startSchedule: '2026-11-23T10:00:00.000Z',
          duration: 7_200,
          chargingRateUnit: 'W',
          chargingSchedulePeriod: [
            { startPeriod: 0, limit: 0, numberPhases: 3 },
            { startPeriod: 3_600, limit: 11_040, numberPhases: 3 },
          ],
        },
      ],
    });
  });

  it('clears by id and never by criteria', () => {
    expect(v201.clearProfile({ id: 7_013, connectorId: 1 }).params).toEqual({
      chargingProfileId: 7_013,
    });
  });

  it('asks for the status of a connector, because that of an EVSE is refused', () => {
    expect(v201.trigger('status', 2).params).toEqual({
      requestedMessage: 'StatusNotification',
      evse: { id: 2, connectorId: 1 },
    });
  });
});

describe('a composite schedule of OCPP 2.x', () => {
  const read = (periods: object[], dialect: Dialect = v201) =>
    dialect.readComposite({
      status: 'Accepted',
      schedule: {
        evseId: 1,
        duration: 60,
        scheduleStart: '2026-11-23T10:00:00Z',
        chargingRateUnit: 'W',
        chargingSchedulePeriod: periods,
      },
    });

  it('is read in the order of its periods', () => {
    const shown = read([
      { startPeriod: 30, limit: 0 },
      { startPeriod: 0, limit: 11_040, numberPhases: 3 },
    ]);
    expect(shown).toEqual({
      unit: 'W',
      periods: [
        { startS: 0, limit: 11_040, phases: 3 },
        { startS: 30, limit: 0, phases: null },
      ],
    });
  });

  it.each<[string, object[]]>([
    ['begins later', [{ startPeriod: 30, limit: 6 }]],
    [
      'begins without a limit',
      [
        { startPeriod: 0, setpoint: 4 },
        { startPeriod: 5, limit: 6 },
      ],
    ],
  ])('shows no present limit when it %s', (_what, periods) => {
    expect(read(periods, v21)).toBeNull();
  });

  it('is none when the station refuses', () => {
    expect(v201.readComposite({ status: 'Rejected' })).toBeNull();
  });
});

describe('the answer about a sample interval', () => {
  it.each([
    ['Accepted', true],
    ['Rejected', false],
    ['RebootRequired', false],
    ['UnknownVariable', false],
  ])('%s: %s', (attributeStatus, isSet) => {
    expect(v201.isSettingTaken({ setVariableResult: [{ attributeStatus }] })).toBe(isSet);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { connectStation } from '../support/ocpp/raw-station.ts';
import { makeSchemaCheck, type SchemaVersion } from '../support/ocpp/schemas.ts';

const at = '2026-11-23T10:00:00.000Z';
const token = { idToken: 'joulegate', type: 'Central' };
const foreign = { idToken: 'A-DRIVER', type: 'ISO14443' };
const hash = {
  hashAlgorithm: 'SHA256',
  issuerNameHash: 'a1',
  issuerKeyHash: 'b2',
  serialNumber: 'c3',
};
const ocsp = { ...hash, responderURL: 'https://ocsp.example' };
const schedule = {
  id: 1,
  chargingRateUnit: 'A',
  chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }],
};
const evse = { id: 1, connectorId: 1 };

/** What a station may begin, in both versions: payload and what is answered. */
const shared: readonly [string, Json, Json][] = [
  ['Heartbeat', {}, {}],
  ['Authorize', { idToken: token }, { idTokenInfo: { status: 'Accepted' } }],
  ['Authorize', { idToken: foreign }, { idTokenInfo: { status: 'Accepted' } }],
  [
    'Authorize',
    { idToken: foreign, iso15118CertificateHashData: [ocsp] },
    { idTokenInfo: { status: 'Invalid' }, certificateStatus: 'NoCertificateAvailable' },
  ],
  ['ClearedChargingLimit', { chargingLimitSource: 'EMS', evseId: 1 }, {}],
  ['DataTransfer', { vendorId: 'V', data: { any: 'thing' } }, { status: 'UnknownVendorId' }],
  ['FirmwareStatusNotification', { status: 'Installing', requestId: 1 }, {}],
  [
    'Get15118EVCertificate',
    { iso15118SchemaVersion: 'urn:x', action: 'Install', exiRequest: 'AA' },
    { status: 'Failed' },
  ],
  ['GetCertificateStatus', { ocspRequestData: ocsp }, { status: 'Failed' }],
  ['LogStatusNotification', { status: 'Uploaded', requestId: 1 }, {}],
  ['MeterValues', { evseId: 1, meterValue: [{ timestamp: at, sampledValue: [{ value: 1 }] }] }, {}],
  [
    'NotifyChargingLimit',
    { evseId: 1, chargingLimit: { chargingLimitSource: 'SO', isGridCritical: true } },
    {},
  ],
  ['NotifyCustomerInformation', { data: 'x', seqNo: 0, generatedAt: at, requestId: 1 }, {}],
  ['NotifyDisplayMessages', { requestId: 1 }, {}],
  [
    'NotifyEVChargingSchedule',
    { timeBase: at, evseId: 1, chargingSchedule: schedule },
    { status: 'Accepted' },
  ],
  ['NotifyMonitoringReport', { requestId: 1, seqNo: 0, generatedAt: at }, {}],
  ['NotifyReport', { requestId: 99, seqNo: 0, generatedAt: at }, {}],
  ['PublishFirmwareStatusNotification', { status: 'Idle' }, {}],
  [
    'ReportChargingProfiles',
    {
      ...{ requestId: 1, chargingLimitSource: 'CSO', evseId: 1 },
      chargingProfile: [
        {
          ...{ id: 1, stackLevel: 0, chargingProfilePurpose: 'TxDefaultProfile' },
          ...{ chargingProfileKind: 'Absolute', chargingSchedule: [schedule] },
        },
      ],
    },
    {},
  ],
  ['ReservationStatusUpdate', { reservationId: 1, reservationUpdateStatus: 'Expired' }, {}],
  ['SecurityEventNotification', { type: 'ResetOrReboot', timestamp: at, techInfo: 'x' }, {}],
  ['StatusNotification', { ...evseOf('Occupied'), timestamp: at }, {}],
];

const ofTwoOne: readonly [string, Json, Json][] = [
  [
    'BatterySwap',
    {
      batteryData: [{ evseId: 1, serialNumber: 'B', soC: 50, soH: 90 }],
      ...{ eventType: 'BatteryIn', idToken: token, requestId: 1 },
    },
    {},
  ],
  ['ClosePeriodicEventStream', { id: 1 }, {}],
  [
    'GetCertificateChainStatus',
    {
      certificateStatusRequests: [
        { certificateHashData: hash, source: 'OCSP', urls: ['https://ocsp.example'] },
      ],
    },
    { certificateStatus: [{ certificateHashData: hash, source: 'OCSP', status: 'Failed' }] },
  ],
  ['NotifyDERAlarm', { controlType: 'FreqDroop', timestamp: at, alarmEnded: false }, {}],
  ['NotifyDERStartStop', { controlId: 'c', started: true, timestamp: at }, {}],
  ['NotifyPriorityCharging', { transactionId: 't', activated: true }, {}],
  [
    'NotifySettlement',
    { pspRef: 'p', status: 'Settled', settlementAmount: 1, settlementTime: at },
    {},
  ],
  [
    'OpenPeriodicEventStream',
    { constantStreamData: { id: 1, params: {}, variableMonitoringId: 1 } },
    { status: 'Rejected' },
  ],
  ['PullDynamicScheduleUpdate', { chargingProfileId: 1 }, { status: 'Rejected' }],
  ['ReportDERControl', { requestId: 1 }, {}],
  [
    'VatNumberValidation',
    { vatNumber: 'DE1', evseId: 1 },
    { status: 'Rejected', vatNumber: 'DE1' },
  ],
];

function evseOf(connectorStatus: string): Json {
  return { evseId: 1, connectorId: 1, connectorStatus };
}

describe.each<[SchemaVersion, typeof shared]>([
  ['2.0.1', shared],
  ['2.1', [...shared, ...ofTwoOne]],
])('messages of OCPP %s', (version, messages) => {
  const check = makeSchemaCheck(version);
  let gateway: TestGateway;
  let station: RawCharger;
  beforeAll(async () => {
    gateway = await TestGateway.start();
    ({ station } = await connectStation(gateway, { version }));
  });
  afterAll(() => gateway.stop());

  const alerts = () => gateway.fakes.eventsOf('alert').map(({ message }) => message);

  it.each(messages)('%s %j is answered in its schema', async (action, payload, answered) => {
    expect(check(action, 'request', payload)).toBe('');
    const answer = await station.ask(action, payload);
    expect(check(action, 'response', answer)).toBe('');
    expect(answer).toMatchObject(answered);
  });

  it('refuses what its schema does not have', async () => {
    const answer = await station.call('Heartbeat', { extra: true });
    expect(answer[0]).toBe(4);
  });

  it('keeps what limits the charging from outside as alerts', () => {
    expect(alerts()).toContain('SO limits the charging of EVSE 1, the grid is critical');
    expect(alerts()).toContain('EMS no longer limits the charging of EVSE 1');
  });

  it('takes the status of a connector from an event, and the name of its fault', async () => {
    const event = (name: string, variable: string, actualValue: string, more: Json = {}) => ({
      ...{ eventId: 1, timestamp: at, trigger: 'Delta', actualValue },
      ...{ component: { name, evse }, variable: { name: variable } },
      ...{ eventNotificationType: 'HardWiredNotification', ...more },
    });
    const notify = (...eventData: Json[]) =>
      station.ask('NotifyEvent', { generatedAt: at, seqNo: 0, eventData });
    await notify(event('Connector', 'AvailabilityState', 'Faulted'));
    const problem = { techCode: 'GroundFailure', trigger: 'Alerting' };
    await notify(event('EVSE', 'Problem', 'true', problem));
    expect(gateway.fakes.reported('cs-1', 'status')).toEqual({
      ...{ connectorId: 1, state: 'faulted', faultCode: 'GroundFailure' },
    });
    expect(alerts()).toContain('EVSE 1: Problem is true (GroundFailure)');
    await notify(
      event('EVSE', 'Problem', 'false', { cleared: true }),
      event('Connector', 'AvailabilityState', 'Occupied'),
    );
    expect(gateway.fakes.reported('cs-1', 'status')).toMatchObject({ state: 'preparing' });
  });

  it('keeps what a vehicle needs, and promises no schedule that is not there', async () => {
    const needs = {
      evseId: 1,
      chargingNeeds: {
        requestedEnergyTransfer: 'DC',
        departureTime: at,
        dcChargingParameters: {
          ...{ evMaxCurrent: 100, evMaxVoltage: 400, energyAmount: 20_000 },
          ...{ stateOfCharge: 40, evEnergyCapacity: 60_000 },
        },
      },
    };
    expect(check('NotifyEVChargingNeeds', 'request', needs)).toBe('');
    const answer = await station.ask('NotifyEVChargingNeeds', needs);
    expect(check('NotifyEVChargingNeeds', 'response', answer)).toBe('');
    expect(answer['status']).toBe(version === '2.0.1' ? 'Rejected' : 'NoChargingProfile');
    expect(gateway.fakes.eventsOf('telemetry').at(-1)).toMatchObject({
      name: 'needs',
      sample: { neededWh: 20_000, socPercent: 40, capacityWh: 60_000, departureAt: at },
    });
  });
});

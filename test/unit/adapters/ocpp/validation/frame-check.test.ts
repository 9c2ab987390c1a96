import { beforeEach, describe, expect, it } from 'vitest';
import { describeFault } from '../../../../../src/adapters/ocpp/validation/fault.ts';
import { FrameCheck } from '../../../../../src/adapters/ocpp/validation/frame-check.ts';
import { makeMessageSchemas } from '../../../../../src/adapters/ocpp/validation/message-schemas.ts';
import type { Metrics } from '../../../../../src/domain/ports/metrics.ts';
import { makeFakeClock } from '../../../../support/fake-clock.ts';

const schemas = makeMessageSchemas();
let repaired: string[];

function makeCheck(subprotocol = 'ocpp1.6') {
  const metrics: Metrics = {
    count: (_name, labels) => repaired.push(String(labels?.['repair'])),
    observeSeconds: () => undefined,
  };
  return new FrameCheck({ schemas, clock: makeFakeClock(), metrics }, subprotocol);
}

beforeEach(() => {
  repaired = [];
});

const status = { connectorId: 1, errorCode: 'NoError', status: 'Available' };
const station = { vendorName: 'V', model: 'M' };
const event = {
  eventType: 'Started',
  timestamp: '2026-11-23T12:00:00Z',
  triggerReason: 'CablePluggedIn',
  seqNo: 0,
};

describe('a payload that is sound', () => {
  it.each([
    ['ocpp1.6', 'StatusNotification', status],
    ['ocpp1.6', 'MeterValues', meterValues('16.1', '2026-11-23T12:00:00+01:00')],
    ['ocpp2.0.1', 'BootNotification', { reason: 'PowerUp', chargingStation: station }],
    ['ocpp2.1', 'BootNotification', { reason: 'PowerUp', chargingStation: station }],
    ['ocpp2.1', 'TransactionEvent', { ...event, transactionInfo: { transactionId: 'a' } }],
  ])('passes: %s %s', (subprotocol, action, payload) => {
    expect(makeCheck(subprotocol).request(action, payload)).toBeNull();
  });

  it('may have a limit with one decimal place', () => {
    const chargingSchedulePeriod = [{ startPeriod: 0, limit: 16.1 }];
    const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod };
    const payload = { status: 'Accepted', chargingSchedule: schedule };
    expect(makeCheck().response('GetCompositeSchedule', payload)).toBeNull();
  });
});

describe('a payload that breaks its schema gets the word of its version', () => {
  it.each([
    [
      'text for a number',
      { ...status, connectorId: 'x' },
      'TypeConstraintViolation',
      'connectorId',
    ],
    ['a field too many', { ...status, 'm\nore': 1 }, 'FormationViolation', 'm?ore'],
    ['no object', [], 'FormationViolation', ''],
    [
      'a field too few',
      { connectorId: 1, errorCode: 'NoError' },
      'OccurenceConstraintViolation',
      'status',
    ],
    ['a wrong word', { ...status, status: 'Party' }, 'PropertyConstraintViolation', 'status'],
    ['a long text', { ...status, info: 'x'.repeat(51) }, 'PropertyConstraintViolation', 'info'],
    ['no time', { ...status, timestamp: 'noon' }, 'PropertyConstraintViolation', 'timestamp'],
  ])('of 1.6: %s', (_what, payload, code, path) => {
    expect(makeCheck().request('StatusNotification', payload)).toEqual({ code, path });
  });

  it.each([
    ['a field too many', { customer: 1 }, 'FormatViolation', 'customer'],
    ['no object', 'text', 'FormatViolation', ''],
  ])('of 2.0.1 and 2.1: %s', (_what, payload, code, path) => {
    for (const subprotocol of ['ocpp2.0.1', 'ocpp2.1']) {
      expect(makeCheck(subprotocol).request('Heartbeat', payload)).toEqual({ code, path });
    }
  });

  it('of 2.0.1: a field too few, deep inside', () => {
    const payload = { evseId: 1, meterValue: [{ timestamp: event.timestamp, sampledValue: [{}] }] };
    expect(makeCheck('ocpp2.0.1').request('MeterValues', payload)).toEqual({
      code: 'OccurrenceConstraintViolation',
      path: 'meterValue/0/sampledValue/0/value',
    });
  });

  it('without a word of the validator', () => {
    const fault = makeCheck().request('StatusNotification', { ...status, connectorId: 'x' });
    expect(fault && describeFault(fault)).toBe('the payload breaks its schema at connectorId');
  });
});

describe('what a model is forgiven', () => {
  const evlink = {
    chargePointVendor: 'Schneider Electric',
    chargePointModel: 'EVlink Smart Wallbox',
  };
  const serial = 'EVB1A22P2RI3N182341200100350795E5';

  it('is known from the very BootNotification that needs it', () => {
    const payload = { ...evlink, chargePointSerialNumber: serial };
    const check = makeCheck();
    expect(check.request('BootNotification', payload)).toBeNull();
    expect(payload.chargePointSerialNumber).toBe(serial.slice(0, 25));
    expect(repaired).toEqual(['long_text']);
    expect(check.model).toEqual({ make: 'Schneider Electric', model: 'EVlink Smart Wallbox' });
  });

  it('is nothing for a model that no row names', () => {
    const payload = {
      chargePointVendor: 'V',
      chargePointModel: 'M',
      firmwareVersion: 'x'.repeat(51),
    };
    expect(makeCheck().request('BootNotification', payload)).toMatchObject({
      path: 'firmwareVersion',
    });
    expect(repaired).toEqual([]);
  });

  it('holds for its answers', () => {
    const check = makeCheck();
    check.meet({ make: 'Wall Box Chargers', model: 'Pulsar' });
    const payload = { configurationKey: [{ key: 'NumberOfConnectors', readonly: true, value: 1 }] };
    expect(check.response('GetConfiguration', payload)).toBeNull();
    expect(payload.configurationKey[0]?.value).toBe('1');
  });

  it('never holds for what we send', () => {
    const check = makeCheck();
    check.meet({ make: 'Wall Box Chargers', model: 'Pulsar' });
    const fault = check.own('ChangeConfiguration', 'request', {
      key: 'HeartbeatInterval',
      value: 60,
    });
    expect(fault).toEqual({ code: 'TypeConstraintViolation', path: 'value' });
  });

  it('is not more than its row says', () => {
    const check = makeCheck();
    check.meet({ make: 'Legrand', model: 'GreenUp' });
    expect(check.request('StatusNotification', { ...status, errorCode: 'Error' })).toBeNull();
    const other = { ...status, errorCode: 'Horror' };
    expect(check.request('StatusNotification', other)).toMatchObject({ path: 'errorCode' });
  });
});

function meterValues(value: string, timestamp: string) {
  return { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value }] }] };
}

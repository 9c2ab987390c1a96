import type { DeviceDescription } from '../../../../src/domain/description.ts';
import {
  type AccountNumber,
  type Device,
  type DeviceId,
  type DeviceIdentity,
  protocolOfClass,
} from '../../../../src/domain/device.ts';
import { noSettings } from '../../../../src/domain/device-settings.ts';
import type { DeviceState } from '../../../../src/domain/ports/devices.ts';
import type { Transaction, TransactionId } from '../../../../src/domain/transaction.ts';

const createdAtMs = Date.parse('2026-01-15T08:00:00.000Z');

/** A live, connected charger of account A-1, unless told otherwise. */
export function aDevice(
  facts: Partial<Device> = {},
  state: Partial<Omit<DeviceState, 'device'>> = {},
): DeviceState {
  const deviceClass = facts.class ?? 'charger';
  return {
    device: {
      id: 'device-1' as DeviceId,
      accountNumber: 'A-1' as AccountNumber,
      propertyId: 7,
      class: deviceClass,
      protocol: protocolOfClass[deviceClass],
      identity: 'CP-1' as DeviceIdentity,
      provider: 'OCPP_WALLBOX',
      registeredBy: 'gateway',
      createdAtMs,
      firstConnectedAtMs: createdAtMs + 60_000,
      retiredAtMs: null,
      hasSecret: true,
      testPassedAtMs: null,
      testFailure: null,
      signInFailedAtMs: null,
      ...facts,
    },
    description: null,
    link: { epoch: 1, live: true, connectedAtMs: createdAtMs + 60_000, lostAtMs: null },
    reports: {},
    wishes: {},
    settings: noSettings,
    alerts: [],
    ...state,
  };
}

/** A heat pump controller of account A-1 that has described itself. */
export function aController(state: Partial<Omit<DeviceState, 'device'>> = {}): DeviceState {
  return aDevice(
    {
      id: 'controller-1' as DeviceId,
      class: 'heat_pump_controller',
      identity: '001e5e0902ba5d84' as DeviceIdentity,
      provider: 'OCTOPUS_ENERGY',
    },
    { description: aDescription(), ...state },
  );
}

/** What a controller with a water and a heating zone says of itself. */
export function aDescription(facts: Partial<DeviceDescription> = {}): DeviceDescription {
  return {
    class: 'heat_pump_controller',
    make: 'Acme',
    model: 'Warm 1',
    serial: 'SN-1',
    hardwareVersion: 'v2',
    kinds: ['set_zone_mode'],
    slotsMax: 8,
    firmware: { esp32: '1.2.3', efr32: '4.5.6' },
    zones: [
      {
        zone: 'WATER',
        type: 'WATER',
        enabled: true,
        minC: 40,
        maxC: 60,
        stepC: 1,
        sensorCodes: ['ADC1'],
      },
      {
        zone: 'ZONE_1',
        type: 'HEAT',
        enabled: true,
        minC: 7,
        maxC: 30,
        stepC: 0.5,
        sensorCodes: ['SENSOR01'],
      },
    ],
    sensors: [
      { code: 'ADC1', type: 'NTC', enabled: true },
      { code: 'SENSOR01', type: 'ZIGBEE', id: 'z-1', firmwareVersion: '9' },
    ],
    water: { minC: 40, maxC: 60 },
    heatPump: { model: 'Outdoor 6', serial: 'HP-6', hardwareVersion: 'h1' },
    flow: { minC: 30, maxC: 70 },
    battery: null,
    charger: null,
    ...facts,
  };
}

/** A queued zone mode of account A-1, unless told otherwise. */
export function aTransaction(facts: Partial<Transaction> = {}): Transaction {
  return {
    id: 'tx-1' as TransactionId,
    deviceId: 'device-1' as DeviceId,
    accountNumber: 'A-1' as AccountNumber,
    command: { kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'OFF' } },
    mutation: 'setZoneMode',
    clientReference: 'ref-1',
    actor: { kind: 'owner', subject: 'somebody', onBehalfOf: null },
    causeId: null,
    traceparent: null,
    supersedeKey: 'ZONE_1:mode',
    createdAtMs,
    expiresAtMs: createdAtMs + 900_000,
    status: 'QUEUED',
    stateNumber: 1,
    seq: 5,
    attempt: 0,
    epoch: null,
    updatedAtMs: createdAtMs,
    sentAtMs: null,
    attemptAtMs: null,
    acknowledgedAtMs: null,
    unconfirmedAtMs: null,
    unanswered: false,
    shown: null,
    marks: {},
    evidence: null,
    verified: null,
    reason: null,
    supersededBy: null,
    frozenBy: null,
    ...facts,
  };
}

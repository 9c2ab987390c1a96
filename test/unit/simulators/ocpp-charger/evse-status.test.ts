import { describe, expect, it } from 'vitest';
import {
  type EvseConditions,
  type EvseStatus,
  toEvseStatus,
} from '../../../../simulators/ocpp-charger/hardware/evse-status.ts';

const IDLE: EvseConditions = {
  isFaulted: false,
  isOperative: true,
  isPlugged: false,
  isAuthorized: false,
  hasSession: false,
  isFinished: false,
  offersPower: false,
  vehicleDraws: true,
};
const CHARGING = { isPlugged: true, hasSession: true, offersPower: true };

const ROWS: readonly [string, Partial<EvseConditions>, EvseStatus][] = [
  ['nothing there', {}, 'Available'],
  ['a vehicle, no tag', { isPlugged: true }, 'Preparing'],
  ['a tag, no vehicle', { isAuthorized: true }, 'Preparing'],
  ['power flows', CHARGING, 'Charging'],
  ['the vehicle wants nothing', { ...CHARGING, vehicleDraws: false }, 'SuspendedEV'],
  ['no power is offered', { ...CHARGING, offersPower: false }, 'SuspendedEVSE'],
  [
    'no power is offered and none is wanted',
    { ...CHARGING, offersPower: false, vehicleDraws: false },
    'SuspendedEVSE',
  ],
  ['the session is over, the vehicle is there', { isPlugged: true, isFinished: true }, 'Finishing'],
  [
    'a new tag after a session',
    { isPlugged: true, isFinished: true, isAuthorized: true },
    'Preparing',
  ],
  ['out of operation', { isOperative: false }, 'Unavailable'],
  ['out of operation with a vehicle', { isOperative: false, isPlugged: true }, 'Unavailable'],
  ['out of operation during a session', { ...CHARGING, isOperative: false }, 'Charging'],
  ['a fault', { isFaulted: true }, 'Faulted'],
  ['a fault out of operation', { isFaulted: true, isOperative: false }, 'Faulted'],
];

describe('connector status (OCPP 1.6 4.9)', () => {
  it.each(ROWS)('with %s: %j is %s', (_, conditions, status) => {
    expect(toEvseStatus({ ...IDLE, ...conditions })).toBe(status);
  });
});

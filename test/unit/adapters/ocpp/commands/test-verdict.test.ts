import { describe, expect, it } from 'vitest';
import {
  concludeTest,
  hasFallen,
  hasLeft,
  type TestSight,
  toLoweredAmps,
} from '../../../../../src/adapters/ocpp/commands/test-verdict.ts';

const sight: TestSight = {
  peakW: 7_360,
  loweredW: 1_380,
  loweredAmps: 6,
  phases: 1,
  isRunning: true,
  endReason: null,
  state: 'charging',
};
const unbegun: TestSight = { ...sight, peakW: 0, loweredW: null, loweredAmps: null };

describe('the verdict of a test charge', () => {
  it.each<[string, TestSight, string]>([
    ['rose and fell', sight, 'controllable'],
    [
      'fell on three phases',
      { ...sight, peakW: 11_000, loweredW: 4_140, phases: 3 },
      'controllable',
    ],
    ['stayed up', { ...sight, loweredW: 7_360 }, 'starts_only'],
    ['fell a little, by itself', { ...sight, peakW: 1_700, loweredW: 1_650 }, 'starts_only'],
    ['was not metered again', { ...sight, loweredW: null }, 'starts_only'],
    ['could not be lowered', { ...sight, loweredAmps: null, loweredW: null }, 'starts_only'],
    ['fell to nothing at 0 A', { ...sight, loweredAmps: 0, loweredW: 0 }, 'controllable'],
    ['still flows at 0 A', { ...sight, loweredAmps: 0, loweredW: 900 }, 'starts_only'],
    [
      'ended at 0 A',
      { ...sight, loweredAmps: 0, loweredW: null, isRunning: false, endReason: 'Other' },
      'controllable',
    ],
    [
      'ended at 6 A',
      { ...sight, loweredW: null, isRunning: false, endReason: 'Other' },
      'starts_only',
    ],
    [
      'was unplugged while it charged',
      { ...sight, loweredW: null, isRunning: false, endReason: 'EVDisconnected' },
      'no_vehicle',
    ],
    [
      'was unplugged before it was lowered',
      {
        ...{ ...sight, loweredW: null, loweredAmps: null },
        ...{ isRunning: false, endReason: 'EVDisconnected' },
      },
      'no_vehicle',
    ],
    [
      'fell because it was unplugged',
      { ...sight, loweredW: 0, isRunning: false, state: 'available' },
      'no_vehicle',
    ],
    ['never rose', unbegun, 'no_effect'],
    ['never was metered', { ...unbegun, peakW: null }, 'no_effect'],
    ['began no session', { ...unbegun, isRunning: false, state: 'preparing' }, 'no_effect'],
    ['is not wanted by the vehicle', { ...unbegun, state: 'suspended_vehicle' }, 'vehicle_full'],
    ['is withheld', { ...unbegun, state: 'suspended_charger' }, 'no_effect'],
    ['has no vehicle', { ...unbegun, isRunning: false, state: 'available' }, 'no_vehicle'],
    [
      'was stopped as not allowed',
      { ...unbegun, isRunning: false, endReason: 'DeAuthorized' },
      'rejected',
    ],
  ])('of power that %s', (_what, seen, verdict) => {
    expect(concludeTest(seen).verdict).toBe(verdict);
    expect(concludeTest(seen).detail).not.toBe('');
  });

  it('is over for a session that ended without its vehicle, not before one began', () => {
    expect(hasLeft({ state: 'available', endReason: null })).toBe(false);
    expect(hasLeft({ state: 'available', endReason: 'Local' })).toBe(true);
    expect(hasLeft({ state: 'finishing', endReason: 'EVDisconnected' })).toBe(true);
    expect(hasLeft({ state: 'finishing', endReason: 'Local' })).toBe(false);
  });

  it.each([
    ['6 A where that shows', 7_360, 1, 6],
    ['0 A for a vehicle that takes hardly more', 1_800, 1, 0],
    ['0 A for one that takes hardly more on three phases', 4_500, 3, 0],
  ])('is looked for at %s', (_what, peakW, phases, amps) => {
    expect(toLoweredAmps(peakW, phases)).toBe(amps);
  });

  it('takes no fall for one before a limit was set', () => {
    expect(hasFallen({ ...sight, loweredAmps: null })).toBe(false);
    expect(hasFallen({ ...sight, peakW: null })).toBe(false);
  });
});

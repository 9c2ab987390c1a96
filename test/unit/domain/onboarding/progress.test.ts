import { describe, expect, it } from 'vitest';
import type { AccountNumber, Device, DeviceId } from '../../../../src/domain/device.ts';
import { isWaiting, toProgress } from '../../../../src/domain/onboarding/progress.ts';
import type { DeviceState } from '../../../../src/domain/ports/devices.ts';
import type { Wizard } from '../../../../src/domain/ports/onboarding.ts';
import { aDevice } from '../../gateway/support/builders.ts';

const atMs = 1_000_000;
const openSinceMs = atMs - 1;
const wizard: Wizard = {
  ...{ id: 'wizard-1', accountNumber: 'A-1' as AccountNumber, propertyId: 7, version: 1 },
  ...{ createdAtMs: atMs, cancelledAtMs: null, deviceId: 'device-1' as DeviceId },
};
const offline = { link: { epoch: 0, live: false, connectedAtMs: null, lostAtMs: null } };

function onboarded(facts: Partial<Device>, state: Partial<DeviceState> = offline): DeviceState {
  const fresh = { registeredBy: 'onboarding', hasSecret: false, firstConnectedAtMs: null } as const;
  return aDevice({ ...fresh, ...facts }, state);
}

const signedUp = { hasSecret: true };
const connected = { ...signedUp, firstConnectedAtMs: atMs };
const [select, connect, authenticate, test, done] = [
  ...['SELECT_DEVICE_TYPE', 'CONNECT', 'AUTHENTICATE', 'TEST_CHARGE', 'DONE'],
];

describe('the steps of an onboarding', () => {
  it.each([
    ['no device', null, [], select],
    ['a charger without credentials', onboarded({}), [select], connect],
    ['one with credentials', onboarded(signedUp), [select, connect], authenticate],
    ['one that signed in', onboarded(connected), [select, connect, authenticate], test],
    [
      'one whose credentials were deleted before its test',
      onboarded({ ...connected, hasSecret: false }),
      ...[[select], connect],
    ],
    [
      'one that shows a certificate',
      onboarded({ firstConnectedAtMs: atMs }, { link: aDevice().link }),
      ...[[select, connect, authenticate], test],
    ],
    [
      'one whose test failed',
      onboarded({ ...connected, testFailure: { atMs, code: 'vehicle_not_drawing' } }),
      ...[[select, connect, authenticate], test],
    ],
  ] as const)('of %s', (_name, device, completed, current) => {
    expect(toProgress(wizard, device, openSinceMs)).toEqual({ completed, current, ended: null });
  });

  it.each([
    ['a charger', {}, [select, connect, authenticate, test, done]],
    [
      'a battery',
      { class: 'battery', testPassedAtMs: null },
      [select, connect, authenticate, done],
    ],
  ] as const)('are all done once %s is live, whatever was deleted since', (_name, facts, all) => {
    const live = { ...connected, hasSecret: false, testPassedAtMs: atMs, ...facts };
    const progress = toProgress(wizard, onboarded(live), openSinceMs);
    expect(progress).toEqual({ completed: all, current: null, ended: 'COMPLETED' });
  });
});

describe('an onboarding has ended', () => {
  const live = onboarded({ ...connected, testPassedAtMs: atMs });
  it.each([
    ['CANCELLED', { cancelledAtMs: atMs }, live],
    ['DEVICE_RETIRED', {}, onboarded({ ...connected, retiredAtMs: atMs })],
    ['COMPLETED', { createdAtMs: 0 }, live],
    ['EXPIRED', { createdAtMs: openSinceMs }, null],
  ] as const)('as %s, and has no current step', (ended, facts, device) => {
    const progress = toProgress({ ...wizard, ...facts }, device, openSinceMs);
    expect(progress).toMatchObject({ ended, current: null });
  });
});

it.each([
  ['it is open', {}, true],
  ['it was cancelled', { cancelledAtMs: atMs }, false],
  ['it has one', { deviceId: 'device-1' as DeviceId }, false],
  ['it is too old', { createdAtMs: openSinceMs }, false],
])('an onboarding waits for a device, or not, when %s', (_name, facts, expected) => {
  expect(isWaiting({ ...wizard, deviceId: null, ...facts }, openSinceMs)).toBe(expected);
});

import { describe, expect, it } from 'vitest';
import type { Wishes } from '../../../src/domain/commands/spec.ts';
import type { Device } from '../../../src/domain/device.ts';
import { type DeviceStatus, toDeviceStatus } from '../../../src/domain/device-status.ts';
import type { DeviceState } from '../../../src/domain/ports/devices.ts';
import { makeDescription, makeDevice, makeReports, makeView } from '../../support/builders.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';

const nowMs = fakeStartMs;
const wish = { transactionId: 'tx', atMs: 1 };
const online = { epoch: 1, live: true, connectedAtMs: 1, lostAtMs: null };
const offline = { epoch: 1, live: false, connectedAtMs: 1, lostAtMs: nowMs - 1_000 };
const gone = { ...offline, lostAtMs: nowMs - 60_001 };
const left = { ...offline, lostAtMs: null };
const never = { epoch: 0, live: false, connectedAtMs: null, lostAtMs: null };
const kinds = ['boost', 'test_charge', 'set_charging_schedule'];
const preferences = { days: [], setAtMs: 1 };
const plan = {
  ...{ id: 'plan-1', madeAtMs: nowMs - 10, readyByMs: nowMs + 10, targetSocPercent: 80 },
  periods: [{ startMs: nowMs - 10, endMs: nowMs + 10, limit: 16, energyWh: 1 }],
};
const failed = { atMs: 1, code: 'no_effect' };

const boosted = { wishes: { boost: wish } };
const doubted = { ...wish, isDoubted: true as const };

type Facts = Partial<Omit<DeviceState, 'device'>> & { device?: Partial<Device> };

/** An onboarded charger that has passed its test and waits plugged in, unless told otherwise. */
function aState({ device, ...state }: Facts): DeviceState {
  const { description, reports, wishes, settings } = makeView({
    description: makeDescription({ class: 'charger', kinds }),
    reports: plug('preparing'),
  });
  return {
    device: makeDevice({
      ...{ class: 'charger', protocol: 'ocpp', registeredBy: 'onboarding', testPassedAtMs: 1 },
      ...device,
    }),
    ...{ description, reports, wishes, settings, alerts: [], link: online },
    ...state,
  };
}

const plug = (state: string, others = {}) =>
  makeReports({ status: { connectorId: 1, state, faultCode: null }, ...others });
const untested = (facts: Partial<Device> = {}) => ({ testPassedAtMs: null, ...facts });
const held = (over: object) => ({ settings: { ...makeView().settings, preferences, ...over } });
const installed = (planId: string | null) =>
  plug('charging', { profile: { planId, boostInstalled: false, limitAmps: 16, readBack: true } });

const charging = (powerW: number, boostInstalled = false) =>
  plug('charging', {
    session: { running: true, sessionId: 1 },
    meter: { powerW, sessionId: 1 },
    profile: { boostInstalled, limitAmps: null, readBack: true },
  });

const rows: readonly [DeviceStatus, string, Facts][] = [
  ['RETIRED', 'out of its account', { device: { retiredAtMs: 1 }, wishes: { boost: wish } }],
  [
    'AUTHENTICATION_PENDING',
    'being onboarded',
    { device: untested({ firstConnectedAtMs: null, hasSecret: false }), link: never },
  ],
  [
    'AUTHENTICATION_PENDING',
    'given a secret, and never connected',
    { device: { registeredBy: 'gateway', firstConnectedAtMs: null }, link: never },
  ],
  [
    'AUTHENTICATION_PENDING',
    'without credentials now',
    { device: { hasSecret: false }, link: offline },
  ],
  [
    'AUTHENTICATION_FAILED',
    'wrong in its first sign-in',
    { device: untested({ firstConnectedAtMs: null, signInFailedAtMs: 1 }), link: never },
  ],
  [
    'AUTHENTICATION_FAILED',
    'wrong in its sign-in since it was last connected',
    { device: { signInFailedAtMs: nowMs }, link: offline },
  ],
  [
    'AUTHENTICATION_COMPLETE',
    'connected for the first time, with a vehicle',
    { device: untested(), link: online },
  ],
  [
    'TEST_CHARGE_IN_PROGRESS',
    'being tested, though the last test failed',
    { device: untested({ testFailure: failed }), wishes: { test: wish } },
  ],
  ['TEST_CHARGE_FAILED', 'tested in vain', { device: untested({ testFailure: failed }) }],
  [
    'TEST_CHARGE_NOT_AVAILABLE',
    'to be tested, without a vehicle',
    { device: untested(), reports: plug('available') },
  ],
  [
    'TEST_CHARGE_NOT_AVAILABLE',
    'to be tested, with a fault',
    { device: untested(), reports: plug('faulted') },
  ],
  [
    'TEST_CHARGE_NOT_AVAILABLE',
    'to be tested, and takes no test',
    { device: untested(), description: makeDescription({ kinds: ['boost'] }) },
  ],
  [
    'SMART_CONTROL_OFF',
    'suspended before its test',
    { device: untested(), wishes: { suspended: wish } },
  ],
  ['LOST_CONNECTION', 'gone before its test', { device: untested(), link: offline }],
  ['SETUP_COMPLETE', 'live, and nobody has said what is wanted of it', {}],
  ['SMART_CONTROL_CAPABLE', 'live, with preferences', held({})],
  [
    'SMART_CONTROL_CAPABLE',
    'live by the gateway’s own registration',
    { device: { registeredBy: 'gateway' } },
  ],
  [
    'SMART_CONTROL_CAPABLE',
    'planned, and the plan is not installed yet',
    { ...held({ plan }), reports: installed('plan-0') },
  ],
  ['SMART_CONTROL_CAPABLE', 'without a plan', { ...held({}), reports: installed(null) }],
  [
    'SMART_CONTROL_CAPABLE',
    'past the end of its plan',
    {
      ...held({
        plan: { ...plan, periods: [{ startMs: 0, endMs: nowMs, limit: 16, energyWh: 1 }] },
      }),
      reports: installed('plan-1'),
    },
  ],
  [
    'SMART_CONTROL_IN_PROGRESS',
    'under a plan that is installed',
    { ...held({ plan }), reports: installed('plan-1') },
  ],
  [
    'BOOSTING',
    'boosted, and gone for a moment',
    { ...held({ plan }), wishes: { boost: wish }, link: offline },
  ],
  ['LOST_CONNECTION', 'boosted, and gone for over a minute', { ...boosted, link: gone }],
  ['LOST_CONNECTION', 'boosted by a node that died', { ...boosted, link: left }],
  [
    'SMART_CONTROL_OFF',
    'suspended while it is boosted',
    { wishes: { boost: wish, suspended: wish }, reports: charging(7_000) },
  ],
  ['SETUP_COMPLETE', 'boosted, which nothing shows', { wishes: { boost: doubted } }],
  [
    'SETUP_COMPLETE',
    'boosted, which no power shows',
    { wishes: { boost: doubted }, reports: charging(0) },
  ],
  [
    'BOOSTING',
    'boosted with an unknown outcome, and charging',
    { wishes: { boost: doubted }, reports: charging(7_000) },
  ],
  [
    'BOOSTING',
    'boosted with an unknown outcome, and our profile is there',
    { wishes: { boost: doubted }, reports: charging(0, true) },
  ],
  ['SMART_CONTROL_OFF', 'suspended and gone', { wishes: { suspended: wish }, link: offline }],
  ['SMART_CONTROL_NOT_AVAILABLE', 'live, with a fault', { reports: plug('faulted') }],
  [
    'SMART_CONTROL_NOT_AVAILABLE',
    'live, and takes no schedule',
    { description: makeDescription({ kinds: ['boost'] }) },
  ],
  ['LOST_CONNECTION', 'live and gone', { link: offline }],
];

describe('what an owner sees of a charger', () => {
  it.each(rows)('%s: %s', (status, _what, facts) => {
    expect(toDeviceStatus(aState(facts), nowMs)).toBe(status);
  });

  it('is each of the fourteen words for some state', () => {
    expect(new Set(rows.map(([status]) => status)).size).toBe(14);
  });

  it.each([
    ['of a sign-in that somebody tried while it is connected', { signInFailedAtMs: nowMs }],
    ['of a secret that was taken while it is still connected', { hasSecret: false }],
  ])('is not changed by %s', (_what, device) => {
    expect(toDeviceStatus(aState({ device }), nowMs)).toBe('SETUP_COMPLETE');
  });
});

describe('what an owner sees of others', () => {
  const at = (offsetMs: number) => new Date(nowMs + offsetMs).toISOString();
  const window = (startAt: string, endAt: string) => ({
    battery: { windows: [{ startAt, endAt, direction: 'charge', powerW: 1 }] },
  });
  const battery = (report: object, wishes: Wishes = {}) =>
    aState({
      device: { class: 'battery', protocol: 'mqtt', registeredBy: 'gateway' },
      description: makeDescription({ class: 'battery', kinds: ['set_reserve'] }),
      reports: makeReports(report),
      wishes,
    });

  it.each([
    ['SMART_CONTROL_CAPABLE', 'idle', battery({ battery: {} })],
    ['SMART_CONTROL_IN_PROGRESS', 'in a window', battery(window(at(-1), at(1)))],
    ['SMART_CONTROL_CAPABLE', 'before its window', battery(window(at(1), at(2)))],
    ['SMART_CONTROL_OFF', 'suspended by its own word', battery({ battery: { suspended: true } })],
    [
      'SMART_CONTROL_NOT_AVAILABLE',
      'that takes nothing',
      { ...battery({}), description: makeDescription({ kinds: [] }) },
    ],
    [
      'LOST_CONNECTION',
      'with a certificate and no secret',
      {
        ...battery({}),
        device: makeDevice({ class: 'battery', hasSecret: false }),
        link: offline,
      },
    ],
  ])('%s: a battery %s', (status, _what, state) => {
    expect(toDeviceStatus(state, nowMs)).toBe(status);
  });

  it('needs no preferences of a heat pump', () => {
    const state = aState({ device: { class: 'heat_pump_unit', protocol: 'mqtt' } });
    expect(toDeviceStatus({ ...state, description: null }, nowMs)).toBe('SMART_CONTROL_CAPABLE');
  });
});

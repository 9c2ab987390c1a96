import { toLifecycle } from './lifecycle.ts';
import { isBoosting } from './open-boost.ts';
import { periodAt } from './planning/plan.ts';
import type { DeviceState } from './ports/devices.ts';
import type { BatteryReport, ProfileReport, StatusReport } from './reports.ts';

/** What an owner sees of a device at a glance (kraken-api.md 1.2, `SmartFlexDeviceState`). */
export type DeviceStatus =
  | 'AUTHENTICATION_PENDING'
  | 'AUTHENTICATION_FAILED'
  | 'AUTHENTICATION_COMPLETE'
  | 'TEST_CHARGE_IN_PROGRESS'
  | 'TEST_CHARGE_FAILED'
  | 'TEST_CHARGE_NOT_AVAILABLE'
  | 'SETUP_COMPLETE'
  | 'SMART_CONTROL_CAPABLE'
  | 'SMART_CONTROL_IN_PROGRESS'
  | 'BOOSTING'
  | 'SMART_CONTROL_OFF'
  | 'SMART_CONTROL_NOT_AVAILABLE'
  | 'LOST_CONNECTION'
  | 'RETIRED';

/**
 * Derives it from what is stored, in this order: is it still registered, may it sign in, has it
 * been tested, what does its owner want of it now, can it be reached, what can it do, what does it.
 */
export function toDeviceStatus(state: DeviceState, nowMs: number): DeviceStatus {
  const lifecycle = toLifecycle(state);
  if (lifecycle === 'RETIRED') return 'RETIRED';
  const signIn = toSignIn(state);
  if (signIn) return signIn;
  return lifecycle === 'LIVE' ? toControl(state, nowMs) : toTest(state);
}

/** An open wish is a fact from its acceptance on; a battery says by itself that it is suspended. */
export function isSuspended({ wishes, reports }: DeviceState): boolean {
  const battery = reports.battery?.value as BatteryReport | undefined;
  return wishes.suspended !== undefined || battery?.suspended === true;
}

/** Whoever is connected has signed in, whatever was tried under its name since. */
function toSignIn({ device, link }: DeviceState): DeviceStatus | null {
  if (link.live) return null;
  if (device.signInFailedAtMs !== null) return 'AUTHENTICATION_FAILED';
  const isWanting = device.firstConnectedAtMs === null || lacksCredentials(device);
  return isWanting ? 'AUTHENTICATION_PENDING' : null;
}

/** A charger signs in with a secret; others may have a certificate instead. */
function lacksCredentials({ protocol, hasSecret }: DeviceState['device']): boolean {
  return protocol === 'ocpp' && !hasSecret;
}

/** Connected once, and not live before a test charge has passed. */
function toTest(state: DeviceState): DeviceStatus {
  const { device, wishes, link } = state;
  if (wishes.test) return 'TEST_CHARGE_IN_PROGRESS';
  if (isSuspended(state)) return 'SMART_CONTROL_OFF';
  if (device.testFailure) return 'TEST_CHARGE_FAILED';
  if (!link.live) return 'LOST_CONNECTION';
  return canBeTested(state) ? 'AUTHENTICATION_COMPLETE' : 'TEST_CHARGE_NOT_AVAILABLE';
}

function canBeTested(state: DeviceState): boolean {
  const plug = toStatusReport(state)?.state;
  return plug !== 'available' && plug !== 'faulted' && takesKind(state, ['test_charge']);
}

function toControl(state: DeviceState, nowMs: number): DeviceStatus {
  if (isSuspended(state)) return 'SMART_CONTROL_OFF';
  if (isBoosting({ ...state, nowMs })) return 'BOOSTING';
  if (!state.link.live) return 'LOST_CONNECTION';
  if (!canBeControlled(state)) return 'SMART_CONTROL_NOT_AVAILABLE';
  if (isPlanned(state, nowMs)) return 'SMART_CONTROL_IN_PROGRESS';
  return isSetUp(state) ? 'SMART_CONTROL_CAPABLE' : 'SETUP_COMPLETE';
}

/** A heat pump is controlled by its own commands, and offers what it describes. */
function canBeControlled(state: DeviceState): boolean {
  switch (state.device.class) {
    case 'charger':
    case 'vehicle':
      return (
        toStatusReport(state)?.state !== 'faulted' && takesKind(state, ['set_charging_schedule'])
      );
    case 'battery':
      return takesKind(state, ['set_windows', 'set_reserve']);
    case 'heat_pump_unit':
    case 'heat_pump_controller':
      return true;
  }
}

/** Shown by the device: what was only planned is not in progress. */
function isPlanned({ device, settings, reports }: DeviceState, nowMs: number): boolean {
  if (device.class === 'battery') {
    const windows = (reports.battery?.value as BatteryReport | undefined)?.windows ?? [];
    const isNow = (startAt: string, endAt: string) =>
      Date.parse(startAt) <= nowMs && nowMs < Date.parse(endAt);
    return windows.some(({ startAt, endAt }) => isNow(startAt, endAt));
  }
  const profile = reports.profile?.value as ProfileReport | undefined;
  return periodAt(settings.plan, nowMs) !== null && profile?.planId === settings.plan?.id;
}

/** The owner of an onboarded vehicle or battery has yet to say what is wanted of it. */
function isSetUp({ device, settings }: DeviceState): boolean {
  const isHeatPump = device.class === 'heat_pump_unit' || device.class === 'heat_pump_controller';
  return device.registeredBy === 'gateway' || isHeatPump || settings.preferences !== null;
}

/** What has not described itself may take anything. */
function takesKind({ description }: DeviceState, kinds: readonly string[]): boolean {
  return description === null || kinds.some((kind) => description.kinds.includes(kind));
}

function toStatusReport({ reports }: DeviceState): StatusReport | undefined {
  return reports.status?.value as StatusReport | undefined;
}

import { toLifecycle } from '../lifecycle.ts';
import { briefLossMs, isBoostBelieved } from '../open-boost.ts';
import type { MeterReport, SessionReport, StatusReport } from '../reports.ts';
import { chargingPowerFloorW } from './power-floor.ts';
import type { DeviceView, Refusal } from './spec.ts';
import { whereabouts } from './whereabouts.ts';

/**
 * Why a boost may not begin now (kraken-api.md 1.3 and 4; the edge maps the codes to `BC_*`). One
 * whose outcome is not known, and that nothing shows, is none in progress: the new one takes over.
 * At take an open wish is the boost's own and the link is the one that carries it.
 */
export function refuseCharger(view: DeviceView, moment: 'submit' | 'take'): Refusal | null {
  const lifecycle = toLifecycle(view);
  if (lifecycle === 'RETIRED') return refusal('device_retired', 'the device is retired');
  if (lifecycle !== 'LIVE') return refusal('device_not_live', `the device is ${lifecycle}`);
  if (view.wishes.suspended) return refusal('device_suspended', 'smart control is suspended');
  return (
    refuseAbsent(view, moment) ??
    (moment === 'submit' && isBoostBelieved(view)
      ? refusal('boost_in_progress', 'a boost charge is already in progress')
      : null) ??
    (whereabouts(view) === 'away'
      ? refusal('away_from_home', 'the vehicle is not at home')
      : null) ??
    refuseFull(view)
  );
}

/** Why a test charge may not begin now; the edge maps the codes to `TC_*` (kraken-api.md 1.3). */
export function refuseTestCharge(view: DeviceView, moment: 'submit' | 'take'): Refusal | null {
  const lifecycle = toLifecycle(view);
  if (lifecycle === 'RETIRED') return refusal('device_retired', 'the device is retired');
  if (lifecycle === 'LIVE') return refusal('device_live', 'the device is live already');
  if (view.wishes.suspended) return refusal('device_suspended', 'smart control is suspended');
  return (
    refuseAbsent(view, moment) ??
    (moment === 'submit' && view.wishes.test
      ? refusal('test_in_progress', 'a test charge is already in progress')
      : null) ??
    refusePlace(view) ??
    refuseCharging(view, moment)
  );
}

/**
 * A schedule of ours has no place on a device that we do not control, nor under a driver who asked
 * the charger for priority; nor may one that was made under a boost bring that back when its cancel
 * came first.
 */
export function refuseSchedule(
  view: DeviceView,
  { isBoosting }: { readonly isBoosting: boolean },
): Refusal | null {
  const lifecycle = toLifecycle(view);
  if (lifecycle !== 'LIVE') return refusal('device_not_live', `the device is ${lifecycle}`);
  if (view.wishes.suspended) return refusal('device_suspended', 'smart control is suspended');
  if (isInSession(view) && toSession(view)?.hasPriority === true) {
    return refusal('driver_priority', 'the driver asked for priority at the charger');
  }
  return isBoosting && !view.wishes.boost
    ? refusal('boost_over', 'the boost that it lifts is over')
    : null;
}

/** True within 60 s of the device's link loss or of the gateway's start: a boost still waits. */
export function isWithinBriefWait(view: DeviceView): boolean {
  const since = Math.max(view.link.lostAtMs ?? 0, view.startedAtMs);
  return view.nowMs - since <= view.windowMs(briefLossMs);
}

/** No link, no vehicle, or a charger that cannot serve one. */
function refuseAbsent(view: DeviceView, moment: 'submit' | 'take'): Refusal | null {
  if (moment === 'submit' && !view.link.live && !isWithinBriefWait(view)) {
    return refusal('device_disconnected', 'the charger is not connected');
  }
  const status = toStatus(view);
  if (view.link.live && status?.state === 'available') {
    return refusal('device_disconnected', 'no vehicle is plugged in');
  }
  if (view.link.live && status?.state === 'faulted') {
    const fault = status.faultCode ?? 'unknown';
    return refusal('device_faulted', `the charger reports a fault: ${fault}`);
  }
  return null;
}

/** Full by its own word, in a session in which it takes nothing any more. */
function refuseFull(view: DeviceView): Refusal | null {
  const meter = view.reports.meter?.value as MeterReport | undefined;
  const isFull = (meter?.socPercent ?? 0) >= 100 && isInSession(view);
  return isFull && toStatus(view)?.state === 'suspended_vehicle'
    ? refusal('fully_charged', 'the vehicle is fully charged')
    : null;
}

function refusePlace(view: DeviceView): Refusal | null {
  switch (whereabouts(view)) {
    case 'home':
      return null;
    case 'away':
      return refusal('away_from_home', 'the vehicle is not at home');
    case 'no_home':
      return refusal('no_location_configured', 'no location of the property is configured');
    case 'unknown':
      return refusal('location_unable_to_identify', 'the vehicle cannot tell where it is');
    case 'missing':
      return refusal('location_missing', 'the vehicle has never said where it is');
  }
}

/** A charge that runs would be taken for the test's own; at take it may be. */
function refuseCharging(view: DeviceView, moment: 'submit' | 'take'): Refusal | null {
  const meter = view.reports.meter?.value as MeterReport | undefined;
  const isCharging = isInSession(view) && (meter?.powerW ?? 0) > chargingPowerFloorW;
  return moment === 'submit' && isCharging
    ? refusal('already_charging', 'the vehicle is charging already')
    : null;
}

function isInSession(view: DeviceView): boolean {
  return toSession(view)?.running === true;
}

function toSession({ reports }: DeviceView): SessionReport | undefined {
  return reports.session?.value as SessionReport | undefined;
}

function toStatus({ reports }: DeviceView): StatusReport | undefined {
  return reports.status?.value as StatusReport | undefined;
}

function refusal(code: string, detail: string): Refusal {
  return { code, detail };
}

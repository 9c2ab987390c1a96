import { toLifecycle } from '../device.ts';
import type { StatusReport } from '../reports.ts';
import type { DeviceView, Refusal } from './spec.ts';

/** For how long after a link loss or a gateway start a boost still waits for its charger, ms. */
export const briefWaitMs = 60_000;

/**
 * Why a boost may not begin now (kraken-api.md 1.3 and 4; the edge maps the codes to `BC_*`).
 * At take an open wish is the boost's own and the link is the one that carries it.
 */
export function refuseCharger(view: DeviceView, moment: 'submit' | 'take'): Refusal | null {
  const lifecycle = toLifecycle(view.device);
  if (lifecycle === 'RETIRED') return refusal('device_retired', 'the device is retired');
  if (lifecycle !== 'LIVE') return refusal('device_not_live', `the device is ${lifecycle}`);
  if (view.wishes.suspended) return refusal('device_suspended', 'smart control is suspended');
  if (moment === 'submit' && view.wishes.boost) {
    return refusal('boost_in_progress', 'a boost charge is already in progress');
  }
  if (moment === 'submit' && !view.link.live && !isWithinBriefWait(view)) {
    return refusal('device_disconnected', 'the charger is not connected');
  }
  const status = view.reports.status?.value as StatusReport | undefined;
  if (view.link.live && status?.state === 'available') {
    return refusal('device_disconnected', 'no vehicle is plugged in');
  }
  if (view.link.live && status?.state === 'faulted') {
    return refusal(
      'device_faulted',
      `the charger reports a fault: ${status.faultCode ?? 'unknown'}`,
    );
  }
  return null;
}

/** True within 60 s of the device's link loss or of the gateway's start. */
export function isWithinBriefWait(view: DeviceView): boolean {
  const since = Math.max(view.link.lostAtMs ?? 0, view.startedAtMs);
  return view.nowMs - since <= view.windowMs(briefWaitMs);
}

function refusal(code: string, detail: string): Refusal {
  return { code, detail };
}

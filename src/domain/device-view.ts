import type { DeviceView } from './commands/spec.ts';
import type { Clock } from './ports/clock.ts';
import type { DeviceState } from './ports/devices.ts';

/** What the guards see of a device now. `startedAtMs` is the start of this gateway. */
export function toDeviceView(state: DeviceState, clock: Clock, startedAtMs: number): DeviceView {
  const { device, description, link, reports, wishes, settings } = state;
  const windowMs = (durationMs: number) => clock.windowMs(durationMs);
  return {
    device,
    description,
    link,
    reports,
    wishes,
    settings,
    nowMs: clock.nowMs(),
    startedAtMs,
    windowMs,
  };
}

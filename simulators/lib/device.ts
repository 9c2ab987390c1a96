import type { DeviceFaults } from './fault-plan.ts';

/** What the control API can make a device do by itself; faults are handled for it. */
export const DEVICE_ACTIONS = [
  'plug',
  'unplug',
  'ready',
  'location',
  'local-override',
  'reboot',
  'claim-request',
  'claim',
  'rotate',
] as const;
/** One of them. */
export type DeviceAction = (typeof DEVICE_ACTIONS)[number];

/** What came of an action: `status` is the HTTP code of the refusal. */
export type ActionResult =
  | { readonly ok: true; readonly result?: unknown }
  | { readonly ok: false; readonly status: 400 | 409; readonly message: string };

/** One simulated device: a connection, a state and a physical model behind one id. */
export interface SimulatedDevice {
  readonly id: string;
  readonly faults: DeviceFaults;
  /** Resolves when it is connected and has announced itself; rejects when the signal aborts. */
  start(signal: AbortSignal): Promise<void>;
  /** Leaves cleanly and frees every timer and socket; safe to call at any time, more than once. */
  stop(): Promise<void>;
  /** What it knows about itself, as JSON. */
  state(): object;
  /** Raises a fault of the device itself; null clears all. Absent: it has none to raise. */
  setFault?(code: string | null): ActionResult;
  /** Does something as if by the owner's hand. */
  act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult>;
}

/** The answer of a device that has no such ability. */
export function cannot(action: string, what: string): ActionResult {
  return { ok: false, status: 409, message: `a ${what} cannot ${action}` };
}

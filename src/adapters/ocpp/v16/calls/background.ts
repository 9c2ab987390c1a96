import type { Charger } from '../../charger.ts';
import type { CallAnswer } from '../../outbound-lane.ts';
import type { Payload } from '../../rpc-channel.ts';

/** Shorter than a command's window: a command may wait behind it for the slot. */
const WINDOW_MS = 10_000;

/** A CALL that belongs to no command: its answer is a hint, its silence no outcome. */
export function callInBackground(
  charger: Charger,
  action: string,
  params: Payload,
): Promise<CallAnswer> {
  return charger.call({ action, params, windowMs: charger.clock.windowMs(WINDOW_MS) });
}

import type { Charger } from './charger.ts';
import type { CallText } from './dialect.ts';
import type { CallAnswer } from './outbound-lane.ts';

/** Shorter than a command's window: a command may wait behind it for the slot. */
const WINDOW_MS = 10_000;

/** A CALL that belongs to no command: its answer is a hint, its silence no outcome. */
export function callInBackground(charger: Charger, text: CallText): Promise<CallAnswer> {
  return charger.call({ ...text, windowMs: charger.clock.windowMs(WINDOW_MS) });
}

import type { Charger } from '../charger.ts';
import { waitForMemory } from '../pause.ts';
import { triggerMessage } from './trigger.ts';

const FIRST_FRAME_MS = 20_000;
/** A first frame that is no boot is often followed by one. */
const BOOT_AFTER_FRAME_MS = 1_000;
const BOOT_AFTER_TRIGGER_MS = 5_000;

/**
 * Waits for a boot or a first frame, then asks for a boot, then goes on (ocpp.md 3.1, step 2): many
 * chargers come back without booting, some never speak first.
 */
export async function greet(charger: Charger): Promise<void> {
  const { memory, clock, gone: signal } = charger;
  const within = (delayMs: number) => ({ clock, delayMs: clock.windowMs(delayMs), signal });
  const hasBooted = () => memory.boot !== null;
  await waitForMemory(memory, () => !memory.isSilent, within(FIRST_FRAME_MS));
  if (!memory.isSilent) {
    await waitForMemory(memory, hasBooted, within(BOOT_AFTER_FRAME_MS));
  }
  // A boot that is being stored is on its way already.
  const isBooting = memory.registration !== 'Accepted';
  if (hasBooted() || isBooting || signal.aborted) return;
  memory.isBootAsked = true;
  if ((await triggerMessage(charger, 'boot')) !== 'accepted') return;
  await waitForMemory(memory, hasBooted, within(BOOT_AFTER_TRIGGER_MS));
}

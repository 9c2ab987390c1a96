import type { Charger } from '../charger.ts';
import { toModel } from '../own-traits.ts';
import { restoreCallOff } from '../sessions/restore-call-off.ts';
import type { FrameCheck } from '../validation/frame-check.ts';

/**
 * Takes over what the store knows of a charger from before this link.
 * @throws GatewayError when the store does not tell.
 */
export async function restore(
  charger: Charger,
  { check }: { readonly check: FrameCheck },
): Promise<void> {
  const { memory, store, device, devices, sessions, ends } = charger;
  // An end that an older link answered comes before what runs is read.
  await ends.settle(device.id);
  // Side by side: a thousand chargers that come back at once wait for one round trip, not three.
  const [state, reports, running] = await Promise.all([
    store.attempt(() => devices.find(device.id)),
    store.attempt(() => charger.state.read(device.id)),
    store.attempt(() => sessions.running(device.id)),
  ]);
  const known = state?.description;
  memory.model ??= toModel(known ?? null);
  // A boot on this link, which may be waiting already, says it better.
  if (known?.make && known.model && !check.model) {
    check.meet({ make: known.make, model: known.model });
  }
  memory.restore(reports);
  await restoreCallOff(charger, { state, reports });
  for (const session of running) memory.resume(session);
}

import type { Order } from '../../../domain/ports/connections.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { Steps } from '../procedure.ts';
import { callOffStart } from '../sessions/call-off.ts';
import type { CommandHandler } from '../version.ts';
import { clearProfile } from './clear-profile.ts';
import { ensureTestEnded } from './end-test.ts';
import { ensureHalted } from './halt.ts';
import { ensureReadBack } from './read-back.ts';
import { watchCancel } from './watch-plans.ts';

/**
 * End a boost (ocpp.md 3.2, "Delete boost"): our profile is lifted and read back. A plan that is
 * installed stays and decides from then on; where none is and the vehicle has to rest, because the
 * plan says so or because the boost began the session, it is brought to a halt. Without a boost it
 * finds nothing to undo, and the read-back proves it (kraken-api.md 4).
 */
export const cancelBoost: CommandHandler = async (order, steps) => {
  const watch = () => steps.watch(watchCancel(steps.charger, mustRest(order, steps.charger)));
  if (steps.isPastDeadline()) {
    // It changes nothing any more; what an earlier attempt did is read back.
    if (order.attempt > 1) watch();
    return steps.end('past its deadline: nothing was sent').verdict;
  }
  // A session that runs and goes on was not begun too late.
  const goesOn = steps.charger.memory.runningSession() !== null && !mustRest(order, steps.charger);
  if (!goesOn) callOffStart(steps.charger);
  const halts = await mustHalt(order, steps.charger);
  const ended =
    (await ensureTestEnded(steps, 'the end of a boost ended the test charge')) ??
    (await ensureCleared(steps, { watch, halts })) ??
    (await ensureReadBack(steps)) ??
    (halts ? await ensureHalted(steps, watch) : null);
  if (ended) return ended;
  watch();
  return { kind: 'accepted' };
};

function ensureCleared(
  steps: Steps,
  { watch, halts }: { readonly watch: () => void; readonly halts: boolean },
): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const connectorId = memory.mainConnectorId();
  return clearProfile(steps, { purpose: 'boost', connectorId }, () => {
    watch();
    // With a session still to be halted the cancel is not done yet.
    return halts && memory.runningSession() !== null ? null : { kind: 'accepted' };
  });
}

/** The same rule as the judge's: the plan decides, and without one who began the session. */
function mustRest({ command }: Order, { memory }: Charger): boolean {
  const planRests = command.kind === 'cancel_boost' ? command.params.planRests : undefined;
  return planRests ?? memory.runningSession()?.startedByGateway ?? false;
}

/** A plan that the charger holds makes it rest by itself, unless its least is no rest. */
async function mustHalt(order: Order, charger: Charger): Promise<boolean> {
  const { memory, traits } = charger;
  if (memory.runningSession() === null || !mustRest(order, charger)) return false;
  if (memory.profiles.planId === null || memory.isSwitched) return true;
  return (await traits.read()).endsOnZero;
}

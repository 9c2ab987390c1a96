import type { SendResult } from '../../../domain/reply.ts';
import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import { allConnectorIds } from '../commands/list-own.ts';
import type { CallText } from '../dialect.ts';
import { hasStatus, type StepAnswer, type Steps } from '../procedure.ts';
import { dropProfile } from './own-profiles.ts';
import { type ProfilePurpose, toProfileId } from './profile-slots.ts';
import { reportProfiles } from './report-profiles.ts';

/**
 * Takes what is over from a place that may outlive its session. It is believed gone by the
 * charger's answer, not before: what was not answered is tried again by the next plan, in the next
 * session and on the next link. In the background; never rejects.
 */
export async function clearLeftover(charger: Charger, purpose: ProfilePurpose): Promise<void> {
  const { memory, log } = charger;
  const held = memory.held.get(purpose);
  // What has taken its place meanwhile has its id, and is not over.
  const isReplaced = () => memory.held.get(purpose) !== held;
  try {
    let isGone = true;
    for (const text of toClearings(charger, purpose)) {
      if (isReplaced()) return;
      const answer = await callInBackground(charger, text);
      const isAnswered = answer.kind === 'result' || answer.kind === 'error';
      isGone &&= isAnswered && isCleared(answer);
    }
    if (!isGone) return log.warn({ purpose }, 'a profile that is over was not taken away');
    if (isReplaced()) return;
    dropProfile(memory, purpose);
    await reportProfiles(charger, { limitAmps: null, readBack: false });
  } catch (error) {
    if (!charger.gone.aborted) log.warn({ err: error }, 'a profile that is over was not forgotten');
  }
}

/**
 * A boost that is over, and could not be taken away then, lies above whatever is planned. In the
 * background; never rejects.
 */
export async function clearOverdueBoost(charger: Charger): Promise<void> {
  const { memory, device, devices, store } = charger;
  const isOfSession = memory.held.get('boost')?.profile.purpose === 'TxProfile';
  if (!memory.profiles.boostInstalled || isOfSession) return;
  try {
    const state = await store.attempt(() => devices.find(device.id));
    if (state && !state.wishes.boost) await clearLeftover(charger, 'boost');
  } catch (error) {
    if (!charger.gone.aborted) charger.log.warn({ err: error }, 'an old boost was not looked for');
  }
}

/**
 * The same as steps of a plan while no boost is open. `null`: answered. A refusal is none of the
 * plan's: what its charger shows afterwards tells whether it has any effect.
 */
export async function ensureNoBoostLeft(steps: Steps): Promise<SendResult | null> {
  const { memory } = steps.charger;
  if (!memory.profiles.boostInstalled) return null;
  let isGone = true;
  for (const text of toClearings(steps.charger, 'boost')) {
    const answer = await steps.call(text);
    if (answer.kind === 'ended') return answer.verdict;
    isGone &&= isCleared(answer);
  }
  if (isGone) dropProfile(memory, 'boost');
  return null;
}

/** Exactly ours; of one whose place is not known every connector's is named, which is harmless. */
function toClearings({ memory, dialect }: Charger, purpose: ProfilePurpose): readonly CallText[] {
  const held = memory.held.get(purpose)?.profile;
  if (held) return [dialect.clearProfile(held)];
  return allConnectorIds(memory).map((connectorId) =>
    dialect.clearProfile({ id: toProfileId(connectorId, purpose), connectorId }),
  );
}

function isCleared(answer: StepAnswer): boolean {
  return hasStatus(answer, 'Accepted', 'Unknown');
}

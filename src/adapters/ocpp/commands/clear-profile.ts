import type { DeviceReply, SendResult } from '../../../domain/reply.ts';
import {
  hasStatus,
  isNotOffered,
  type LateReading,
  type StepAnswer,
  type Steps,
  toRefusal,
} from '../procedure.ts';
import { dropProfile } from '../profiles/own-profiles.ts';
import { type ProfilePurpose, toProfileId } from '../profiles/profile-slots.ts';

const PURPOSES: readonly ProfilePurpose[] = ['guard', 'plan', 'boost', 'test'];

/**
 * Takes a profile of ours from the charger, by its id and never by a wildcard; "Unknown" means that
 * it was gone already. `onLate`: what an answer after the window means for the command.
 */
export async function clearProfile(
  steps: Steps,
  which: { readonly purpose: ProfilePurpose; readonly connectorId: number },
  onLate: () => DeviceReply | null,
): Promise<SendResult | null> {
  const { memory, dialect } = steps.charger;
  const { purpose, connectorId } = which;
  const isCleared = (answer: StepAnswer) =>
    hasStatus(answer, 'Accepted', 'Unknown') ||
    // A charger without smart charging holds no profile of ours, unless it once took one.
    (isNotOffered(answer) && !isHeld(steps, purpose));
  const text = dialect.clearProfile({ id: toProfileId(connectorId, purpose), connectorId });
  const drop = (answer: StepAnswer) => {
    dropProfile(memory, purpose);
    const isEmpty = !PURPOSES.some((other) => isHeld(steps, other));
    memory.profiles.isLimitless = isNotOffered(answer) && isEmpty;
  };
  const readLate: LateReading = (answer) => {
    if (!isCleared(answer)) return toRefusal(text.action, answer);
    drop(answer);
    return onLate();
  };
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!isCleared(answer)) return toRefusal(text.action, answer);
  drop(answer);
  return null;
}

/** Takes the plan's profile from every connector, one after the other. */
export async function clearPlans(steps: Steps): Promise<SendResult | null> {
  for (const connectorId of steps.charger.memory.connectorIds()) {
    const ended = await clearProfile(steps, { purpose: 'plan', connectorId }, () => null);
    if (ended) return ended;
  }
  return null;
}

function isHeld({ charger: { memory } }: Steps, purpose: ProfilePurpose): boolean {
  const { boostInstalled, planId, guardInstalled } = memory.profiles;
  switch (purpose) {
    case 'boost':
      return boostInstalled;
    case 'plan':
      return planId !== null && !memory.isSwitched;
    case 'guard':
      return guardInstalled;
    case 'test':
      return memory.held.has('test');
  }
}

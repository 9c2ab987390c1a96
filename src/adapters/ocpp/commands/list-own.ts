import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';
import { pause } from '../pause.ts';
import { dropProfile } from '../profiles/own-profiles.ts';
import { type ProfilePurpose, toProfileId } from '../profiles/profile-slots.ts';
import type { LimitReading, ScheduleReading } from './read-limit.ts';

/** The parts of a list come in messages of their own, after the answer. */
const PARTS_WAIT_MS = 5_000;
const PURPOSES: readonly ProfilePurpose[] = ['guard', 'plan', 'boost', 'test'];

/**
 * Where the composite schedule cannot be read, a station of OCPP 2.x is asked which of our own ids
 * it holds (K09), and what it tells replaces what is believed of it. That question is no step of a
 * command: where it is not answered, or after the signal, the reading stays what it was.
 */
export async function orListed(
  charger: Charger,
  reading: ScheduleReading,
  signal: AbortSignal,
): Promise<LimitReading> {
  const { station } = charger.memory;
  if (reading.kind === 'read' || !station.listsProfiles || signal.aborted) return reading;
  const ids = await listOwn(charger);
  if (signal.aborted) return reading;
  station.listsProfiles = ids !== null;
  return ids ? { kind: 'listed', held: takeOver(charger.memory, ids) } : reading;
}

/** Every connector that may hold one of ours, heard of on this link or not. */
export function allConnectorIds(memory: ChargerMemory): readonly number[] {
  const all = Array.from({ length: memory.facts.connectorCount }, (_, index) => index + 1);
  return [...new Set([...memory.connectorIds(), ...all])];
}

/** The ids of ours that it holds; `null` = it did not tell, or not to the end. */
async function listOwn(charger: Charger): Promise<readonly number[] | null> {
  const held: number[] = [];
  // One connector at a time: a station bounds how many ids one message may name.
  for (const connectorId of allConnectorIds(charger.memory)) {
    const wanted = PURPOSES.map((purpose) => toProfileId(connectorId, purpose));
    const found = await list(charger, wanted);
    if (!found) return null;
    held.push(...found);
  }
  return held;
}

async function list(charger: Charger, ids: readonly number[]): Promise<readonly number[] | null> {
  const { memory, clock, dialect, gone } = charger;
  const { profileLists } = memory.station;
  const complete = new AbortController();
  const requestId = profileLists.begin(() => complete.abort());
  if (requestId === null) return null;
  const text = dialect.listProfiles({ requestId, ids });
  const answer = text && (await callInBackground(charger, text));
  const status = answer?.kind === 'result' ? answer.payload['status'] : null;
  if (status === 'Accepted') {
    await pause(clock, clock.windowMs(PARTS_WAIT_MS), AbortSignal.any([complete.signal, gone]));
  }
  const found = profileLists.end(requestId);
  if (status === 'NoProfiles') return [];
  return complete.signal.aborted ? found.filter((id) => ids.includes(id)) : null;
}

/** Which of ours are there. Of which plan one is, no list tells. */
function takeOver(memory: ChargerMemory, ids: readonly number[]): ReadonlySet<ProfilePurpose> {
  const isHeld = (purpose: ProfilePurpose) =>
    allConnectorIds(memory).some((connectorId) => ids.includes(toProfileId(connectorId, purpose)));
  const held = new Set(PURPOSES.filter(isHeld));
  for (const purpose of PURPOSES) {
    // No list names a plan that is kept by on and off.
    const isUnlisted = purpose === 'plan' && memory.isSwitched;
    if (!held.has(purpose) && !isUnlisted) dropProfile(memory, purpose);
  }
  if (held.has('boost')) memory.profiles.boostInstalled = true;
  memory.station.isGuardListed = held.has('guard');
  if (held.has('guard')) memory.profiles.guardInstalled = true;
  return held;
}

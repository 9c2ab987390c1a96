import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';

const HURRIED_S = 10;

/** Lets the charger send samples every ten seconds while evidence is looked for (ocpp.md 3.1). */
export async function hurrySamples(charger: Charger): Promise<void> {
  const { memory, dialect } = charger;
  const ownS = memory.facts.sampleIntervalS;
  // 0 means that it sends none by itself; then it is asked for each one.
  if (ownS === null || ownS === 0 || ownS <= HURRIED_S || memory.isHurried) return;
  const answer = await callInBackground(charger, dialect.setSampleInterval(HURRIED_S));
  // Silence may hide a change that was made: then it is put back as well.
  memory.isHurried =
    answer.kind === 'silent' ||
    (answer.kind === 'result' && dialect.isSampleIntervalSet(answer.payload));
}

/** Puts the charger's own interval back. */
export async function relaxSamples(charger: Charger): Promise<void> {
  const { memory, dialect } = charger;
  if (!memory.isHurried || memory.facts.sampleIntervalS === null) return;
  const text = dialect.setSampleInterval(memory.facts.sampleIntervalS);
  const answer = await callInBackground(charger, text);
  memory.isHurried = answer.kind === 'silent';
}

import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { CallAnswer } from '../outbound-lane.ts';

const HURRIED_S = 10;

/**
 * Lets the charger send samples every ten seconds while evidence is looked for (ocpp.md 3.1). Its
 * own interval is stored before, so that whatever link comes next can put it back.
 */
export async function hurrySamples(charger: Charger): Promise<void> {
  const { memory, dialect, traits } = charger;
  const ownS = memory.facts.sampleIntervalS;
  // 0 means that it sends none by itself; then it is asked for each one.
  if (ownS === null || ownS === 0 || ownS <= HURRIED_S || memory.isHurried) return;
  await traits.keepInterval(ownS);
  const answer = await callInBackground(charger, dialect.setSampleInterval(HURRIED_S));
  // Silence may hide a change that was made: then it is put back as well.
  memory.isHurried =
    isUnknown(answer) || (answer.kind === 'result' && dialect.isSettingTaken(answer.payload));
  if (!memory.isHurried) await traits.keepInterval(null);
}

/** Puts the charger's own interval back. */
export async function relaxSamples(charger: Charger): Promise<void> {
  const { memory, dialect, traits } = charger;
  if (!memory.isHurried || memory.facts.sampleIntervalS === null) return;
  const text = dialect.setSampleInterval(memory.facts.sampleIntervalS);
  const answer = await callInBackground(charger, text);
  memory.isHurried = isUnknown(answer) || answer.kind === 'not-sent';
  if (!memory.isHurried) await traits.keepInterval(null);
}

/** Takes over an interval that an earlier link left behind; {@link relaxSamples} puts it back. */
export async function adoptInterval({ memory, traits }: Charger): Promise<void> {
  if (memory.isHurried) return;
  const ownS = await traits.readInterval();
  if (ownS === null) return;
  memory.facts = { ...memory.facts, sampleIntervalS: ownS };
  memory.isHurried = true;
}

function isUnknown({ kind }: CallAnswer): boolean {
  return kind === 'silent' || kind === 'cut';
}

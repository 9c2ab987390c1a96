import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { ChargerMemory } from '../charger-memory.ts';
import type { CallText, Composite } from '../dialect.ts';
import { isNotOffered, type StepAnswer, type StepEnd, type Steps } from '../procedure.ts';
import { readPresentAmps } from '../profiles/composite.ts';
import { writtenPhases } from '../profiles/present-limit.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';

/** What the composite schedule shows; `unreadable`: it is not offered, or refused. */
export type ScheduleReading =
  | { readonly kind: 'read'; readonly limitAmps: number | null }
  | { readonly kind: 'unreadable' };

/** What the charger showed; `listed`: no schedule, but which profiles of ours it holds. */
export type LimitReading =
  | ScheduleReading
  | { readonly kind: 'listed'; readonly held: ReadonlySet<ProfilePurpose> };

/** The limit that holds now is asked for; a minute is enough to see it. */
const SPAN_S = 60;

/** GetCompositeSchedule as a step of a command. */
export async function readLimit(
  steps: Steps,
  connectorId: number,
): Promise<ScheduleReading | StepEnd> {
  const { charger } = steps;
  const answer = await steps.call(askLimit(charger, connectorId));
  if (answer.kind === 'ended') return answer;
  if (answer.kind === 'error' && !isNotOffered(answer)) {
    charger.log.warn({ code: answer.code }, 'the composite schedule could not be read');
  }
  return toReading(charger, connectorId, answer);
}

/**
 * True where a reading, or what was answered about exactly our ids, is the charger's word on what
 * it holds. One that offers no charging profiles, and shows none, has not been read.
 */
export function isWord({ profiles }: ChargerMemory, { kind }: LimitReading): boolean {
  return kind !== 'unreadable' || !profiles.isLimitless;
}

/** The CALL that asks for the limit that holds now. */
export function askLimit({ dialect }: Charger, connectorId: number): CallText {
  return dialect.compositeSchedule({ connectorId, durationS: SPAN_S });
}

/** The limit that the charger shows now, A, asked for besides any command; `null` = none. */
export async function showLimit(charger: Charger): Promise<number | null> {
  const connectorId = charger.memory.mainConnectorId();
  const answer = await callInBackground(charger, askLimit(charger, connectorId));
  if (answer.kind !== 'result' && answer.kind !== 'error') return null;
  const reading = toReading(charger, connectorId, answer);
  return reading.kind === 'read' ? reading.limitAmps : null;
}

/** Reads the answer to {@link askLimit}. */
export function toReading(
  { dialect, memory, clock }: Charger,
  connectorId: number,
  answer: StepAnswer,
): ScheduleReading {
  if (answer.kind === 'error' || answer.payload['status'] !== 'Accepted') {
    return { kind: 'unreadable' };
  }
  const composite: Composite | null = dialect.readComposite(answer.payload);
  const phases = writtenPhases(memory, clock.nowMs()) ?? memory.phasesOf(connectorId);
  return { kind: 'read', limitAmps: readPresentAmps(composite, phases) };
}

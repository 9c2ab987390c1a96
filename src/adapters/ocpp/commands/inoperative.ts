import type { SendResult } from '../../../domain/reply.ts';
import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { CallAnswer } from '../outbound-lane.ts';
import { waitForMemory } from '../pause.ts';
import {
  hasStatus,
  isNotOffered,
  type StepAnswer,
  type StepEnd,
  type Steps,
  toRefusal,
} from '../procedure.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import type { CommandHandler } from '../version.ts';

const OPERATIVE_WAIT_MS = 10_000;

/**
 * Takes a connector out of service. That is stored before the CALL leaves, because a connector that
 * nobody puts back charges no vehicle any more, and this attempt may end in between.
 */
export async function takeOutOfService(
  steps: Steps,
  connectorId: number,
): Promise<StepAnswer | StepEnd> {
  const { charger } = steps;
  await keepOutOfService(charger, connectorId);
  const text = charger.dialect.changeAvailability({ connectorId, isOperative: false });
  const answer = await steps.call(text);
  const isRefused = answer.kind !== 'ended' && !isTaken(answer);
  if (isRefused) await keepOutOfService(charger, null);
  return answer;
}

/**
 * Puts a connector into service, and waits a little for its status to follow. `null`: the charger
 * has accepted that.
 */
export async function putIntoService(
  steps: Steps,
  connectorId: number,
): Promise<SendResult | null> {
  const { charger, signal } = steps;
  const { memory, clock } = charger;
  const text = charger.dialect.changeAvailability({ connectorId, isOperative: true });
  const answer = await steps.call(text, (late) => {
    if (isTaken(late)) void forgetOutOfService(charger, connectorId).catch(() => undefined);
    // That decides nothing: the next attempt looks again.
    return null;
  });
  if (answer.kind === 'ended') return answer.verdict;
  // One that does not know the call has taken nothing out of service by it.
  if (!isTaken(answer) && !isNotOffered(answer)) return toRefusal(text.action, answer);
  await forgetOutOfService(charger, connectorId);
  if (!isTaken(answer)) return null;
  const isBack = () => memory.connector(connectorId).status?.state !== 'unavailable';
  const delayMs = clock.windowMs(OPERATIVE_WAIT_MS);
  await waitForMemory(memory, isBack, { clock, delayMs, signal });
  return null;
}

/** Puts back what this or an earlier attempt, or link, took out of service. `null`: done. */
export async function ensureInService(steps: Steps): Promise<SendResult | null> {
  const { outOfServiceId } = steps.charger.memory;
  return outOfServiceId === null ? null : putIntoService(steps, outOfServiceId);
}

/** The same where no command waits for it; never rejects, and the next occasion tries again. */
export async function putBackIntoService(charger: Charger): Promise<void> {
  const { memory, dialect, log } = charger;
  const connectorId = memory.outOfServiceId;
  // A charger that is not accepted is asked for nothing (OCPP 1.6 4.2).
  if (connectorId === null || memory.registration !== 'Accepted') return;
  try {
    const text = dialect.changeAvailability({ connectorId, isOperative: true });
    const answer = await callInBackground(charger, text);
    const take = async (heard: CallAnswer) => {
      const isKnown = heard.kind === 'result' || heard.kind === 'error';
      const isBack = isKnown && (isTaken(heard) || isNotOffered(heard));
      log.info({ connectorId, isBack }, 'a connector was to be put back into service');
      if (isBack) await forgetOutOfService(charger, connectorId);
    };
    await take(answer);
    if (answer.kind === 'silent') void answer.late.then(take).catch(() => undefined);
  } catch (error) {
    if (!charger.gone.aborted) log.warn({ connectorId, err: error }, 'it could not be stored');
  }
}

/**
 * A command that begins with what is out of service being put back, and that is not done while
 * anything of it still is.
 */
export function inService(handler: CommandHandler): CommandHandler {
  return async (order, steps) => {
    const { charger } = steps;
    const isOut = () => charger.memory.outOfServiceId !== null;
    try {
      const mustPutBack = isOut() && !steps.isPastDeadline();
      const ended = mustPutBack ? await ensureInService(steps) : null;
      const result = ended ?? (await handler(order, steps));
      if (!isOut() || result.kind !== 'accepted') return result;
      return steps.end('its connector is still out of service').verdict;
    } finally {
      // No attempt may follow this one.
      void putBackIntoService(charger);
    }
  };
}

function isTaken(answer: StepAnswer): boolean {
  return hasStatus(answer, 'Accepted', 'Scheduled');
}

/** A connector is back by its charger's word: an answer, or a status after the one that said so. */
export async function forgetOutOfService(charger: Charger, connectorId: number): Promise<void> {
  if (charger.memory.outOfServiceId === connectorId) await keepOutOfService(charger, null);
}

async function keepOutOfService(charger: Charger, connectorId: number | null): Promise<void> {
  const { memory } = charger;
  const before = memory.outOfServiceId;
  memory.outOfServiceId = connectorId;
  try {
    await reportProfiles(charger, { limitAmps: null, readBack: false });
  } catch (error) {
    // What is not stored is not so: nothing was sent yet, or it is put back once more.
    memory.outOfServiceId = before;
    throw error;
  }
}

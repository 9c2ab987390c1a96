import type { Order } from '../../../domain/ports/connections.ts';
import type { DeviceReply, SendResult } from '../../../domain/reply.ts';
import { waitForMemory } from '../pause.ts';
import { hasStatus, type StepAnswer, type StepEnd, type Steps, toRefusal } from '../procedure.ts';
import { makeProfile, type WantedLimit } from '../profiles/make-profile.ts';
import { holdProfile } from '../profiles/own-profiles.ts';
import { toRungs } from '../profiles/rungs.ts';
import { putIntoService } from './inoperative.ts';
import { toRemoteStartId } from './remote-start-id.ts';

/** How a command begins a session, besides the start itself. */
export type StartPlan = {
  /** What a start means that is accepted after its window; `null` = nothing yet. */
  readonly onLate: () => DeviceReply | null;
  /** The limit that goes along, for models that take one with the start. */
  readonly limit: WantedLimit | null;
  /** A model that was never asked whether it takes one is asked now. */
  readonly isTrial: boolean;
};

const QUEUED_START_WAIT_MS = 10_000;
const DELIVERING: ReadonlySet<string> = new Set([
  'charging',
  'suspended_vehicle',
  'suspended_charger',
]);
/** Shorter than the answer window, which began with the start's frame. */
const START_WAIT_MS = 20_000;

/** Row D of ocpp.md 3.2: a connector that was taken out of service is put back. */
export async function ensureOperative(steps: Steps): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const connectorId = memory.mainConnectorId();
  const isUnavailable = () => memory.connector(connectorId).status?.state === 'unavailable';
  if (!isUnavailable()) return null;
  const ended = await putIntoService(steps, connectorId);
  const isRefused = ended?.kind === 'rejected' || ended?.kind === 'unsupported';
  return isRefused && !isUnavailable() ? null : ended;
}

/**
 * Row B: no session runs, so one is started with our own tag. `null`: one runs, or the charger has
 * accepted the start and begun nothing so far, which the evidence window will tell.
 */
export async function ensureSession(
  order: Order,
  steps: Steps,
  plan: StartPlan,
): Promise<SendResult | null> {
  const isRunning = () => steps.charger.memory.runningSession() !== null;
  if (isRunning() || (await isStartOnItsWay(steps))) return null;
  if (steps.isPastDeadline()) return steps.end('past its deadline before the start').verdict;
  const { action, answer } = await askStart(order, steps, plan);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted')) {
    // A refusal of what is already there is none: the session may have begun meanwhile, or an
    // earlier attempt's start was taken and is still on its way.
    const hasBegun = order.attempt > 1 ? await begins(steps, QUEUED_START_WAIT_MS) : isRunning();
    return hasBegun ? null : toRefusal(action, answer);
  }
  // Cut off while waiting, nobody would look for a limit: that is the next attempt's.
  if ((await begins(steps, START_WAIT_MS)) || !steps.signal.aborted) return null;
  return steps.end('the link was lost before the session began').verdict;
}

/** A start that no boost asks for; whatever was cancelled before, it is wanted. */
export function ensureBegun(order: Order, steps: Steps): Promise<SendResult | null> {
  steps.charger.memory.calledOffUntilMs = null;
  return ensureSession(order, steps, { onLate: () => null, limit: null, isTrial: false });
}

type Asked = { readonly action: string; readonly answer: StepAnswer | StepEnd };

/** With the limit inside where the model takes it (some refuse such a start: goe API#243). */
async function askStart(order: Order, steps: Steps, plan: StartPlan): Promise<Asked> {
  const { memory, traits } = steps.charger;
  const { takesProfileInStart, rung: remembered } = await traits.read();
  const isTrial = takesProfileInStart === null && plan.isTrial;
  const [rung] = toRungs({ places: ['session'], unit: memory.facts.rateUnit, remembered });
  const profile = rung && plan.limit && makeProfile({ ...plan.limit, session: null }, rung, memory);
  if (plan.limit && profile && (takesProfileInStart || isTrial)) {
    const asked = await sendStart(order, steps, { ...plan, profile });
    const isTaken = asked.answer.kind !== 'ended' && hasStatus(asked.answer, 'Accepted');
    if (takesProfileInStart !== isTaken) await traits.learn({ takesProfileInStart: isTaken });
    const { curve, purpose } = plan.limit;
    if (isTaken) holdProfile(memory, purpose, { profile, rung, curve, planId: null });
    if (isTaken || asked.answer.kind === 'ended') return asked;
  }
  return sendStart(order, steps, { ...plan, profile: null });
}

async function sendStart(
  order: Order,
  steps: Steps,
  plan: StartPlan & { readonly profile: ReturnType<typeof makeProfile> },
): Promise<Asked> {
  const { memory, dialect } = steps.charger;
  const connectorId = memory.mainConnectorId();
  const remoteStartId = toRemoteStartId(order.transactionId);
  const text = dialect.remoteStart({ connectorId, remoteStartId, profile: plan.profile });
  memory.askStart(remoteStartId);
  const answer = await steps.call(text, (late) => {
    const isTaken = hasStatus(late, 'Accepted') || memory.runningSession() !== null;
    return isTaken ? plan.onLate() : toRefusal(text.action, late);
  });
  return { action: text.action, answer };
}

function begins({ charger, signal }: Steps, forMs: number): Promise<boolean> {
  const { memory, clock } = charger;
  const isRunning = () => memory.runningSession() !== null;
  return waitForMemory(memory, isRunning, { clock, delayMs: clock.windowMs(forMs), signal });
}

/**
 * A connector that delivers has a session, whose start may still wait in the charger's queue (it
 * reports "Charging" first, or its link was cut meanwhile): starting again would be once too often.
 */
async function isStartOnItsWay(steps: Steps): Promise<boolean> {
  const state = steps.charger.memory.main().status?.state;
  if (state === undefined || !DELIVERING.has(state)) return false;
  return begins(steps, QUEUED_START_WAIT_MS);
}

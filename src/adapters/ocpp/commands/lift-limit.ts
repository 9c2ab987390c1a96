import type { Order } from '../../../domain/ports/connections.ts';
import type { DeviceReply, SendResult } from '../../../domain/reply.ts';
import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import type { StepEnd, Steps } from '../procedure.ts';
import { climb } from '../profiles/ladder.ts';
import { flatCurve } from '../profiles/limit-curve.ts';
import type { WantedLimit } from '../profiles/make-profile.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import { skewMs } from '../skew.ts';
import { readLimit } from './read-limit.ts';
import { toWanted } from './wanted-limit.ts';

/** What came of it; `refused`: in every way, and something else limits the session. */
export type Lifted =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: SendResult }
  | StepEnd;

const AMPS_TOLERANCE = 0.5;

/**
 * Our boost's profile on top of whatever limits the running session (ocpp.md 3.2, row A). Done also
 * where no session runs: the charger accepted a start and began nothing so far, which the evidence
 * window will tell. `onLate`: what an acceptance after the window means for the command.
 */
export async function ensureLifted(
  order: Order,
  steps: Steps,
  onLate: () => DeviceReply | null,
): Promise<Lifted> {
  const { charger } = steps;
  const { memory } = charger;
  const session = memory.runningSession();
  if (!session || !memory.runningKey()) return { kind: 'done' };
  const limitAmps = memory.facts.maxAmps;
  const report = () => reportProfiles(charger, { limitAmps, readBack: false });
  const missing = await isProfileMissing(order, steps, session);
  if (typeof missing !== 'boolean') return missing;
  if (!missing) {
    if (memory.held.has('boost')) await report();
    return { kind: 'done' };
  }
  const climbed = await climb(steps, {
    wanted: toTopLimit(charger),
    places: ['session', 'connector', 'station', 'ceiling'],
    planId: null,
    onLate: () => {
      void report().catch(() => undefined);
      return onLate();
    },
  });
  if (climbed.kind === 'ended') return climbed;
  if (climbed.kind === 'installed') await report();
  if (climbed.kind === 'refused' && climbed.isNotOffered && !isWithheld(charger)) {
    // Whatever the vehicle asks for flows: the meter says the rest.
    await reportProfiles(charger, { limitAmps: null, readBack: false });
    return { kind: 'done' };
  }
  // What this very command began charges all the same, as fast as it may.
  const isDone = climbed.kind === 'installed' || isOwnStart(order, session);
  return isDone ? { kind: 'done' } : climbed;
}

/** By its own word, for whatever reason. */
function isWithheld({ memory }: Charger): boolean {
  return memory.main().status?.state === 'suspended_charger';
}

/** As much as the charger can, for as long as the session lasts. */
export function toTopLimit(charger: Charger): WantedLimit {
  const curve = flatCurve(charger.memory.facts.maxAmps, charger.clock.nowMs());
  return toWanted(charger, 'boost', curve);
}

/** True for a session that this very command began. */
export function isOwnStart(order: Order, session: SessionReport): boolean {
  return session.startedByGateway && (session.startedAtMs ?? 0) >= order.issuedAtMs - skewMs;
}

/**
 * A session that this command itself began needs the profile only where something limits it; one
 * from before always, unless this link saw ours accepted and the read-back agrees. What an earlier
 * link gave may be forgotten, and a schedule at the most that the charger can looks the same.
 */
async function isProfileMissing(
  order: Order,
  steps: Steps,
  session: SessionReport,
): Promise<boolean | StepEnd> {
  const { memory } = steps.charger;
  const isOwn = isOwnStart(order, session);
  const isHeld = memory.held.has('boost');
  if (!isHeld && (!isOwn || memory.profiles.boostInstalled)) return true;
  const reading = await readLimit(steps, memory.mainConnectorId());
  if (reading.kind === 'ended') return reading;
  if (reading.kind === 'unreadable') return !isOwn;
  return reading.limitAmps !== null && reading.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
}

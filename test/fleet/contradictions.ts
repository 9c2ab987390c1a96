import type { Sample } from './truth.ts';

/** A transaction that has ended, as the API shows it; Unix ms. */
export type Ended = {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string | null;
  /** What it was proved or contradicted by: `meter`, `profile`, ...; `null` = nothing. */
  readonly aspect: string | null;
  /** When its last attempt was sent first; `null` = never. */
  readonly sentAtMs: number | null;
  readonly endedAtMs: number;
};

/** How far samples may lie apart from what the gateway saw, wall ms. */
export type Slack = {
  /** One interval of sampling and what a busy machine adds to it. */
  readonly sampleMs: number;
  /** Over how long before its end a failure must have been true at some moment. */
  readonly lookBackMs: number;
};

/** Metered power that counts as charging, W (ocpp.md 3.1). */
const floorW = 500;
/** Places of our profile ids behind the connector (src/adapters/ocpp/profiles). */
const guardPlace = 1;
const planPlace = 2;
const boostPlace = 3;

/**
 * What the hardware says against an outcome; `null` = nothing. An outcome claims something about
 * the time from SENT to its end: it is contradicted when no moment of that time shows it.
 */
export function contradiction(
  transaction: Ended,
  samples: readonly Sample[],
  slack: Slack,
): string | null {
  const { sentAtMs, endedAtMs } = transaction;
  if (sentAtMs === null) return null;
  const during = between(samples, sentAtMs - slack.sampleMs, endedAtMs + slack.sampleMs);
  const lately = between(
    samples,
    Math.max(sentAtMs, endedAtMs - slack.lookBackMs),
    endedAtMs + slack.sampleMs,
  );
  if (during.length === 0) return null;
  const { kind, status, aspect } = transaction;
  const claims = claimsOf[`${kind} by ${aspect}`]?.[status] ?? claimsOf[kind]?.[status];
  if (!claims) return null;
  const { within, holds, says } = claims;
  const looked = within === 'during' ? during : lately;
  return looked.length > 0 && !looked.some(holds) ? says : null;
}

type Claim = {
  /** `lately`: a failure is said of what was metered last. */
  readonly within: 'during' | 'lately';
  readonly holds: (sample: Sample) => boolean;
  readonly says: string;
};

const isCharging = (each: Sample) => each.isRunning && each.powerW > floorW;
const isAtRest = (each: Sample) => each.powerW <= floorW;
const hasPlace = (each: Sample, place: number) => each.profileIds.some((id) => id % 10 === place);

const claimsOf: Readonly<Record<string, Readonly<Record<string, Claim>>>> = {
  boost: {
    SUCCEEDED: { within: 'during', holds: isCharging, says: 'it never charged' },
    FAILED: {
      within: 'lately',
      holds: (each) => !isCharging(each) || !each.isOurs,
      says: 'it charged all the time, in a session of ours',
    },
    REJECTED: {
      within: 'lately',
      holds: (each) => !isCharging(each) || !each.isOurs,
      says: 'it charged all the time, in a session of ours',
    },
  },
  // Where it is not to rest (a plan that charges, a suspended device), the profile is all there is.
  'cancel_boost by profile': {
    SUCCEEDED: {
      within: 'during',
      holds: (each) => !hasPlace(each, boostPlace),
      says: 'the profile of the boost stayed',
    },
  },
  cancel_boost: {
    SUCCEEDED: {
      within: 'during',
      holds: (each) => isAtRest(each) || !each.isOurs,
      says: 'it charged on in a session of ours',
    },
    FAILED: {
      within: 'lately',
      holds: (each) => !isAtRest(each) || each.profileIds.length > 0,
      says: 'it was at rest, with nothing of ours installed',
    },
  },
  suspend: {
    SUCCEEDED: {
      within: 'during',
      holds: (each) => !hasPlace(each, guardPlace) && !hasPlace(each, planPlace),
      says: 'a limit of ours was installed all the time',
    },
  },
};

function between(samples: readonly Sample[], fromMs: number, toMs: number): readonly Sample[] {
  return samples.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
}

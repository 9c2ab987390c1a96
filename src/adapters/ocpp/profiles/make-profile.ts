import type { ChargerMemory } from '../charger-memory.ts';
import type { Profile, SessionKey, WrittenPeriod } from '../dialect.ts';
import type { LimitCurve } from './limit-curve.ts';
import { type ProfilePurpose, toProfileId, toStackLevel } from './profile-slots.ts';
import type { ProfilePlace, Rung } from './rungs.ts';
import { toLimit } from './units.ts';

/** What is to hold, in the energy domain's words. */
export type WantedLimit = {
  readonly purpose: ProfilePurpose;
  readonly connectorId: number;
  readonly curve: LimitCurve;
  /** `null` = for whatever session comes. */
  readonly session: SessionKey | null;
  /** When that session began in the profile's own time, Unix ms; `null` = not known. */
  readonly sessionStartMs: number | null;
};

/** OCPP 1.6 7.13: a schedule that does not say counts over three. */
const DEFAULT_PHASES = 3;

const PURPOSES: Readonly<Record<ProfilePlace, Profile['purpose']>> = {
  session: 'TxProfile',
  connector: 'TxDefaultProfile',
  station: 'TxDefaultProfile',
  ceiling: 'ChargePointMaxProfile',
};

/**
 * Writes a limit as the charging profile that a rung describes; `null` where that cannot say it: a
 * ceiling is never relative (OCPP 1.6 7.9), and a relative one with several limits has to know
 * when its session began.
 */
export function makeProfile(
  wanted: WantedLimit,
  rung: Rung,
  memory: ChargerMemory,
): Profile | null {
  const { connectorId, purpose } = wanted;
  const sessionAt = wanted.session ? connectorId : null;
  const { place, form } = rung;
  const isDefault = place !== 'session';
  const isRelative = form !== 'plain' && form !== 'level 0' && place !== 'ceiling';
  const times = isRelative ? toRelative(wanted) : toAbsolute(wanted.curve);
  if (!times) return null;
  const isLevelZero = form !== 'plain' && form !== 'relative';
  const stack = { maxLevel: memory.facts.maxStackLevel, isDefault };
  const { startAtMs, offsetS } = times;
  const curve = form === 'bare' ? withTail(wanted.curve, memory.facts.maxAmps) : wanted.curve;
  return {
    id: toProfileId(connectorId, purpose),
    connectorId: place === 'session' || place === 'connector' ? connectorId : 0,
    purpose: PURPOSES[place],
    kind: isRelative ? 'Relative' : 'Absolute',
    stackLevel: isLevelZero ? 0 : toStackLevel(purpose, stack),
    session: isDefault ? null : wanted.session,
    unit: rung.unit,
    startAtMs,
    durationS: curve.durationS === null ? null : curve.durationS + offsetS,
    validFromMs: null,
    validToMs: null,
    periods: toPeriods(curve, offsetS, { rung, memory, sessionAt }),
  };
}

function toAbsolute({ startMs }: LimitCurve): { startAtMs: number; offsetS: number } {
  return { startAtMs: startMs, offsetS: 0 };
}

/** Counted from the begin of the session; a single endless limit needs no beginning. */
function toRelative({
  curve,
  sessionStartMs,
}: WantedLimit): { startAtMs: null; offsetS: number } | null {
  if (curve.stretches.length <= 1 && curve.durationS === null) {
    return { startAtMs: null, offsetS: 0 };
  }
  if (sessionStartMs === null) return null;
  return { startAtMs: null, offsetS: toSeconds(curve.startMs - sessionStartMs) };
}

/** What has no duration must end all the same: from then on nothing limits. */
function withTail(curve: LimitCurve, maxAmps: number): LimitCurve {
  const { durationS, stretches } = curve;
  if (durationS === null) return curve;
  const tail = { afterS: durationS, limitAmps: maxAmps };
  return { ...curve, durationS: null, stretches: [...stretches, tail] };
}

/** Before the first limit of a relative one nothing has to hold: it is past. */
function toPeriods(
  { stretches }: LimitCurve,
  offsetS: number,
  at: { readonly rung: Rung; readonly memory: ChargerMemory; readonly sessionAt: number | null },
): readonly WrittenPeriod[] {
  const { rung, memory, sessionAt } = at;
  const { unit, form } = rung;
  return stretches.map(({ afterS, limitAmps }, index) => {
    const phases = countPhases(memory, limitAmps, sessionAt);
    const isTold = unit === 'W' && phases !== DEFAULT_PHASES && form !== 'bare';
    return {
      // OCPP 1.6 7.14: the first period begins at 0.
      startS: index === 0 ? 0 : afterS + offsetS,
      limit: toLimit(Math.min(limitAmps, memory.facts.maxAmps), unit, phases),
      phases: isTold ? phases : null,
      countedPhases: phases,
    };
  });
}

/**
 * The phases by which a limit may be said in watts, as measured in the session that it is for: one
 * that withholds something must not be more current than was asked for, and a vehicle of one phase
 * can be at any installation. The most withholds nothing.
 */
function countPhases(memory: ChargerMemory, limitAmps: number, sessionAt: number | null): number {
  const measured = sessionAt === null ? null : memory.connector(sessionAt).phases;
  return measured ?? (limitAmps >= memory.facts.maxAmps ? memory.facts.phases : null) ?? 1;
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1_000);
}

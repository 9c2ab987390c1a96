import type { ChargerMemory } from '../charger-memory.ts';
import type { Profile, SessionKey } from '../dialect.ts';
import { type ProfilePurpose, toProfileId, toStackLevel } from './profile-slots.ts';
import type { ProfilePlace, Rung } from './rungs.ts';
import { toLimit } from './units.ts';

/** A limit over time, A per phase. */
export type LimitCurve = {
  /** Unix ms. */
  readonly startMs: number;
  readonly stretches: readonly { readonly afterS: number; readonly limitAmps: number }[];
  /** `null` = no end. */
  readonly durationS: number | null;
};

/** What is to hold, in the energy domain's words. */
export type WantedLimit = {
  readonly purpose: ProfilePurpose;
  readonly connectorId: number;
  readonly curve: LimitCurve;
  /** `null` = for whatever session comes. */
  readonly session: SessionKey | null;
};

/** A charger whose clock is behind ours must not wait for its boost. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;
/** OCPP 1.6 7.13: a schedule that does not say counts over three. */
const DEFAULT_PHASES = 3;

const PURPOSES: Readonly<Record<ProfilePlace, Profile['purpose']>> = {
  session: 'TxProfile',
  connector: 'TxDefaultProfile',
  station: 'TxDefaultProfile',
  ceiling: 'ChargePointMaxProfile',
};

/** One limit and no end: for a session it is safe if we vanish, because it ends with it. */
export function flatCurve(limitAmps: number, nowMs: number): LimitCurve {
  const startMs = nowMs - CLOCK_ALLOWANCE_MS;
  return { startMs, stretches: [{ afterS: 0, limitAmps }], durationS: null };
}

/** Writes a limit as the charging profile that a rung describes. */
export function makeProfile(wanted: WantedLimit, rung: Rung, memory: ChargerMemory): Profile {
  const { curve, connectorId, purpose } = wanted;
  const { unit, place } = rung;
  const phases = memory.phasesOf(connectorId);
  const stack = { maxLevel: memory.facts.maxStackLevel, isDefault: place !== 'session' };
  return {
    id: toProfileId(connectorId, purpose),
    connectorId: place === 'session' || place === 'connector' ? connectorId : 0,
    purpose: PURPOSES[place],
    kind: 'Absolute',
    stackLevel: toStackLevel(purpose, stack),
    session: place === 'session' ? wanted.session : null,
    unit,
    startAtMs: curve.startMs,
    durationS: curve.durationS,
    validFromMs: null,
    validToMs: null,
    periods: curve.stretches.map(({ afterS, limitAmps }) => ({
      startS: afterS,
      limit: toLimit(limitAmps, unit, phases),
      phases: unit === 'W' && phases !== DEFAULT_PHASES ? phases : null,
    })),
  };
}

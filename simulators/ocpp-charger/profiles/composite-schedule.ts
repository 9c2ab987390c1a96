import { type Supply, toWatts } from '../hardware/power-path.ts';
import type { InstalledProfile, RateUnit, SchedulePeriod } from './charging-profile.ts';
import { type LimitMoment, prevailingAmps, toProfileInstant } from './prevailing-limit.ts';
import { changesBetween } from './schedule.ts';

/** What a composite schedule is made from; `connectorId` 0 stands for the whole charge point. */
export type CompositeQuery = {
  readonly installed: readonly InstalledProfile[];
  readonly connectorId: number;
  readonly durationSeconds: number;
  readonly unit: RateUnit;
  readonly moment: LimitMoment;
  readonly supply: Supply;
};

/**
 * The limits expected from now on (OCPP 1.6 5.7, 3.13.4), the local limit included; one period
 * per change, in the unit that was asked for.
 */
export function compositePeriods(query: CompositeQuery): SchedulePeriod[] {
  const periods: SchedulePeriod[] = [];
  for (const startPeriod of changeOffsets(query)) {
    const limit = limitAhead(query, startPeriod);
    if (periods.at(-1)?.limit === limit) continue;
    periods.push({ startPeriod, limit, numberPhases: query.supply.phases });
  }
  return periods;
}

function limitAhead(query: CompositeQuery, aheadSeconds: number): number {
  const { installed, connectorId, moment, supply } = query;
  const amps = prevailingAmps(installed, connectorId, { ...moment, aheadSeconds }, supply);
  const capped = Math.min(amps, supply.maxAmps);
  return toTenths(query.unit === 'A' ? capped : toWatts(supply, capped));
}

/** Whole seconds from now, 0 first, rising, each once. */
function changeOffsets(query: CompositeQuery): number[] {
  const offsets = new Set([0]);
  for (const entry of query.installed) {
    const instant = toProfileInstant(entry, query.moment);
    const untilMs = instant.atMs + query.durationSeconds * 1_000;
    for (const edgeMs of changesBetween(entry.profile, instant, untilMs)) {
      offsets.add(Math.ceil((edgeMs - instant.atMs) / 1_000));
    }
  }
  return [...offsets]
    .filter((offset) => offset < query.durationSeconds || offset === 0)
    .sort((a, b) => a - b);
}

/** OCPP 1.6 7.14: a limit has at most one digit after the point. */
function toTenths(limit: number): number {
  return Math.round(limit * 10) / 10;
}

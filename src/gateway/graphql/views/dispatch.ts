import type { PlannedDispatch } from '../../../domain/planning/planned-dispatches.ts';
import type { Charge } from '../../../domain/ports/charge-history.ts';
import type { SmartFlexDispatch, UpsideDispatchType } from '../generated.ts';

const sources = { SMART: 'smart-charge', BOOST: 'bump-charge', TEST: 'test-charge' } as const;

/** A planned dispatch in the words of the older, account-scoped API. */
export function toPlannedDispatch(planned: PlannedDispatch): UpsideDispatchType {
  const { startMs, endMs, energyWh, type } = planned;
  const meta = { source: sources[type], location: null };
  return { ...toUpside(startMs, endMs, energyWh), meta };
}

/** A charge that is over, in the same words; what is fixed to a house charges at home. */
export function toCompletedDispatch(charge: Charge): UpsideDispatchType {
  const { fromMs, toMs, energyWh, source } = charge;
  return { ...toUpside(fromMs, toMs, energyWh), meta: { source, location: 'AT_HOME' } };
}

/** A planned dispatch of one device. */
export function toFlexDispatch(planned: PlannedDispatch): SmartFlexDispatch {
  const { startMs, endMs, energyWh, type } = planned;
  return {
    start: startMs,
    end: endMs,
    type,
    energyAddedKwh: energyWh === null ? null : toKwh(energyWh),
  };
}

/** What a vehicle takes is negative there. */
function toUpside(startMs: number, endMs: number, energyWh: number | null) {
  const delta = energyWh === null ? null : 0 - toKwh(energyWh);
  return {
    start: startMs,
    end: endMs,
    startDt: toText(startMs),
    endDt: toText(endMs),
    deltaKwh: delta === null ? null : 0 + Math.round(delta),
    delta,
  };
}

function toKwh(energyWh: number): number {
  return Math.round(energyWh) / 1_000;
}

function toText(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '+00:00');
}

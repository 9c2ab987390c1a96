import { assertNever } from './assert-never.ts';
import { toRise } from './energy-sample.ts';
import type { EnergySample, EnergySum, Stretch } from './ports/energy-history.ts';

/** How long a bucket is; days and months begin at midnight UTC. */
export type BucketStep = 'five_minutes' | 'hour' | 'day' | 'month';

const stepMs: Readonly<Record<BucketStep, number>> = {
  five_minutes: 300_000,
  hour: 3_600_000,
  day: 86_400_000,
  /** The shortest month: counts come out too high rather than too low. */
  month: 28 * 86_400_000,
};

/** How many buckets a stretch may have, at most. */
export function countBuckets(step: BucketStep, { fromMs, toMs }: Stretch): number {
  return Math.ceil((toMs - fromMs) / stepMs[step]) + 1;
}

/**
 * Sums by bucket, oldest first; buckets that nothing was measured in lack. What crosses an end of a
 * bucket or of the stretch is shared by time, so that the buckets of a stretch add up to it; the
 * first and the last bucket are cut to the stretch.
 */
export function toBuckets(
  sums: readonly EnergySum[],
  step: BucketStep,
  stretch: Stretch,
): readonly EnergySum[] {
  const buckets = new Map<number, Bucket>();
  for (const sum of sums) {
    const endMs = Math.min(sum.toMs, stretch.toMs);
    let fromMs = Math.max(sum.fromMs, stretch.fromMs);
    while (fromMs < endMs) {
      const startMs = toStart(step, fromMs);
      const nextMs = toNext(step, startMs);
      const bucket = buckets.get(startMs) ?? makeBucket(startMs, nextMs, stretch);
      buckets.set(startMs, bucket);
      fold(bucket, sum, Math.min(nextMs, endMs) - fromMs);
      fromMs = nextMs;
    }
  }
  return [...buckets.values()]
    .filter(({ energyInKwh, heatOutKwh }) => energyInKwh !== null || heatOutKwh !== null)
    .sort((one, other) => one.fromMs - other.fromMs)
    .map(toSum);
}

/** The stretch as one sum; `null` when nothing was measured in it. */
export function toTotal(sums: readonly EnergySum[], stretch: Stretch): EnergySum | null {
  const bucket = makeBucket(stretch.fromMs, stretch.toMs, stretch);
  for (const sum of sums) {
    const sharedMs = Math.min(sum.toMs, stretch.toMs) - Math.max(sum.fromMs, stretch.fromMs);
    if (sharedMs > 0) fold(bucket, sum, sharedMs);
  }
  const total = toSum(bucket);
  return total.energyInKwh === null && total.heatOutKwh === null ? null : total;
}

/**
 * What lies between samples, which may come in any order: each quantity by itself, from one sample
 * that has it to the next.
 */
export function toSums(samples: readonly EnergySample[]): readonly EnergySum[] {
  const inOrder = [...samples].sort((one, other) => one.atMs - other.atMs);
  return quantities.flatMap((quantity) => toSumsOf(quantity, inOrder));
}

const quantities = ['energyInKwh', 'heatOutKwh', 'outdoorC'] as const;

function toSumsOf(
  quantity: (typeof quantities)[number],
  samples: readonly EnergySample[],
): readonly EnergySum[] {
  const measured = samples.filter((sample) => sample[quantity] !== null);
  return measured.slice(1).flatMap((after, index) => {
    const before = measured[index] as EnergySample;
    const elapsedMs = after.atMs - before.atMs;
    if (elapsedMs === 0) return [];
    const value =
      quantity === 'outdoorC'
        ? after.outdoorC
        : toRise(before[quantity], after[quantity], elapsedMs);
    const stretch = { fromMs: before.atMs, toMs: after.atMs };
    return { ...stretch, energyInKwh: null, heatOutKwh: null, outdoorC: null, [quantity]: value };
  });
}

/** A bucket while it is filled; the outdoor temperature is weighted by time. */
type Bucket = {
  readonly fromMs: number;
  readonly toMs: number;
  energyInKwh: number | null;
  heatOutKwh: number | null;
  degreeMs: number;
  measuredMs: number;
};

function makeBucket(startMs: number, nextMs: number, stretch: Stretch): Bucket {
  return {
    fromMs: Math.max(startMs, stretch.fromMs),
    toMs: Math.min(nextMs, stretch.toMs),
    energyInKwh: null,
    heatOutKwh: null,
    degreeMs: 0,
    measuredMs: 0,
  };
}

function fold(bucket: Bucket, sum: EnergySum, sharedMs: number): void {
  const share = sharedMs / (sum.toMs - sum.fromMs);
  if (sum.energyInKwh !== null) {
    bucket.energyInKwh = (bucket.energyInKwh ?? 0) + sum.energyInKwh * share;
  }
  if (sum.heatOutKwh !== null) {
    bucket.heatOutKwh = (bucket.heatOutKwh ?? 0) + sum.heatOutKwh * share;
  }
  if (sum.outdoorC !== null) {
    bucket.degreeMs += sum.outdoorC * sharedMs;
    bucket.measuredMs += sharedMs;
  }
}

function toSum({ degreeMs, measuredMs, ...sum }: Bucket): EnergySum {
  return { ...sum, outdoorC: measuredMs > 0 ? degreeMs / measuredMs : null };
}

function toStart(step: BucketStep, atMs: number): number {
  switch (step) {
    case 'five_minutes':
    case 'hour':
    case 'day':
      return Math.floor(atMs / stepMs[step]) * stepMs[step];
    case 'month': {
      const at = new Date(atMs);
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
    }
    default:
      return assertNever(step);
  }
}

function toNext(step: BucketStep, startMs: number): number {
  if (step !== 'month') return startMs + stepMs[step];
  const start = new Date(startMs);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}

import type { DeviceId } from '../../../domain/device.ts';
import {
  type BucketStep,
  countBuckets,
  toBuckets,
  toSums,
  toTotal,
} from '../../../domain/energy-buckets.ts';
import { toEnergySample } from '../../../domain/energy-sample.ts';
import type { EnergySum, Stretch } from '../../../domain/ports/energy-history.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { findReadableController } from '../find-devices.ts';
import type { PerformanceGrouping, QueryResolvers } from '../generated.ts';
import { toRangedPerformance, toSeriesPerformance } from '../views/heat-pump-performance.ts';

/** What clients of the public API show under each word. */
const stepOfGrouping: Readonly<Record<PerformanceGrouping, BucketStep>> = {
  LIVE: 'five_minutes',
  DAY: 'hour',
  WEEK: 'day',
  MONTH: 'day',
  YEAR: 'month',
};

/** What crosses an end of the stretch lies between samples that are up to an hour outside it. */
const marginMs = 3_600_000;

/** One stretch of time as a whole; as long as days would fit into one series. */
export const timeRangedPerformance: QueryResolvers['octoHeatPumpTimeRangedPerformance'] = async (
  _root,
  { euid, ...args },
  context,
) => {
  const { device } = await findReadableController(context, euid);
  const stretch = toStretch(context, args, 'day');
  const total = toTotal(await context.parts.energy.hours(device.id, stretch), stretch);
  return total && toRangedPerformance(total);
};

/** One stretch of time in buckets. */
export const timeSeriesPerformance: QueryResolvers['octoHeatPumpTimeSeriesPerformance'] = async (
  _root,
  { euid, performanceGrouping, ...args },
  context,
) => {
  const { device } = await findReadableController(context, euid);
  const step = stepOfGrouping[performanceGrouping];
  const stretch = toStretch(context, args, step);
  const sums =
    step === 'five_minutes'
      ? await readRaw(context, device.id, stretch)
      : await context.parts.energy.hours(device.id, stretch);
  return toBuckets(sums, step, stretch).map(toSeriesPerformance);
};

/** @throws ApiError `KT-CT-4321` when it ends before it begins, or is too long for the step. */
function toStretch(
  { parts }: GatewayContext,
  { startAt, endAt }: { startAt: number; endAt: number },
  step: BucketStep,
): Stretch {
  const stretch = { fromMs: startAt, toMs: endAt };
  const { performanceBuckets } = parts.settings.limits;
  const refuse = (message: string) =>
    invalidInput('KT-CT-4321', { message, inputPath: ['endAt'], code: 'out_of_range' });
  if (endAt <= startAt) throw refuse('It must be later than startAt.');
  if (countBuckets(step, stretch) > performanceBuckets) {
    throw refuse(`The stretch is too long: it may have ${performanceBuckets} parts at most.`);
  }
  return stretch;
}

/** What lies between the raw samples of a stretch. */
async function readRaw(
  { parts }: GatewayContext,
  deviceId: DeviceId,
  { fromMs, toMs }: Stretch,
): Promise<readonly EnergySum[]> {
  const around = { fromMs: fromMs - marginMs, toMs: toMs + marginMs };
  const samples = await parts.telemetry.since(deviceId, 'energy', around);
  const counters = samples.flatMap((sample) => toEnergySample(sample) ?? []);
  return toSums(counters).filter((sum) => sum.toMs > fromMs && sum.fromMs < toMs);
}

/**
 * Microseconds of the machine's monotonic clock: the same in every process of the bench, so that
 * what one process sent and another one saw can be subtracted.
 */
export function nowUs(): number {
  return Number(process.hrtime.bigint()) / 1_000;
}

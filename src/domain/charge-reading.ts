import { seconds } from './commands/spec.ts';
import type { ChargeReading } from './ports/charge-history.ts';
import type { Aspect, MeterReport, Report, SessionReport } from './reports.ts';

/** Registers are read so often: energy is a difference, so nothing is lost between; ms. */
const readEveryMs = seconds(10);

/**
 * The reading of a register that a charger's report is, if it is one that counts: the start and
 * the end of a session, and between them one in ten seconds. `before`: the report that it replaced.
 */
export function toChargeReading(
  aspect: Aspect,
  { before, report }: { before: Report | null; report: Pick<Report, 'atMs' | 'value'> },
  windowMs: (durationMs: number) => number,
): ChargeReading | null {
  if (aspect === 'session') return toSessionReading(report.value as SessionReport, report.atMs);
  if (aspect !== 'meter') return null;
  const { energyWh: registerWh, sessionId } = report.value as Partial<MeterReport>;
  if (typeof registerWh !== 'number' || typeof sessionId !== 'number') return null;
  const last = before?.value as Partial<MeterReport> | undefined;
  const toTurn = (atMs: number) => Math.floor(atMs / windowMs(readEveryMs));
  const isRead = last?.sessionId === sessionId && typeof last.energyWh === 'number';
  if (before && isRead && toTurn(before.atMs) === toTurn(report.atMs)) return null;
  return { sessionId, atMs: report.atMs, registerWh, isEnd: false };
}

function toSessionReading(session: SessionReport, atMs: number): ChargeReading | null {
  const { sessionId, running, startedAtMs, endedAtMs, meterStartWh, meterStopWh } = session;
  if (sessionId === null) return null;
  if (!running) return { sessionId, atMs: endedAtMs ?? atMs, registerWh: meterStopWh, isEnd: true };
  if (startedAtMs === null || meterStartWh === null) return null;
  return { sessionId, atMs: startedAtMs, registerWh: meterStartWh, isEnd: false };
}

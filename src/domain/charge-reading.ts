import { seconds } from './commands/spec.ts';
import type { ChargeMark, ChargeReading } from './ports/charge-history.ts';
import type { Aspect, MeterReport, Report, SessionReport, StatusReport } from './reports.ts';

/** Registers are read so often: energy is a difference, so nothing is lost between; ms. */
const readEveryMs = seconds(10);
/** Below it a vehicle takes nothing that counts: a cable's own draw, a meter's noise; W. */
const atRestBelowW = 100;

/**
 * The reading of a register that a charger's report is, if it is one that counts: the start and
 * the end of a session, and between them one in ten seconds and where a rest begins or ends.
 * `before`: the report that it replaced.
 */
export function toChargeReading(
  aspect: Aspect,
  { before, report }: { before: Report | null; report: Pick<Report, 'atMs' | 'value'> },
  windowMs: (durationMs: number) => number,
): ChargeReading | null {
  if (aspect === 'session') return toSessionReading(report.value as SessionReport, report.atMs);
  if (aspect !== 'meter') return null;
  const value = report.value as Partial<MeterReport>;
  const { energyWh: registerWh, sessionId } = value;
  if (typeof registerWh !== 'number' || typeof sessionId !== 'number') return null;
  const last = before?.value as Partial<MeterReport> | undefined;
  const toTurn = (atMs: number) => Math.floor(atMs / windowMs(readEveryMs));
  const isRead = last?.sessionId === sessionId && typeof last.energyWh === 'number';
  const isAtRest = rests(value);
  const isNews = !last || rests(last) !== isAtRest;
  const isOfSameTurn = before && toTurn(before.atMs) === toTurn(report.atMs);
  if (isRead && isOfSameTurn && !isNews) return null;
  const reading = { sessionId, atMs: report.atMs, registerWh, isEnd: false };
  return isAtRest ? { ...reading, isAtRest } : reading;
}

/** What a report of a charger's status bounds a charge by, where it says something new. */
export function toChargeMark(
  aspect: Aspect,
  { before, report }: { before: Report | null; report: Pick<Report, 'atMs' | 'value'> },
): ChargeMark | null {
  if (aspect !== 'status') return null;
  const kind = toMarkKind(report.value);
  if (kind === null || (before && toMarkKind(before.value) === kind)) return null;
  return { atMs: report.atMs, kind };
}

function toMarkKind(value: unknown): ChargeMark['kind'] | null {
  switch ((value as StatusReport).state) {
    case 'charging':
      return 'flow';
    case 'suspended_charger':
    case 'suspended_vehicle':
      return 'rest';
    default:
      return null;
  }
}

/** A register in coarse steps stands still for minutes while a vehicle charges. */
function rests({ powerW, isMean }: Partial<MeterReport>): boolean {
  return isMean !== true && typeof powerW === 'number' && powerW < atRestBelowW;
}

function toSessionReading(session: SessionReport, atMs: number): ChargeReading | null {
  const { sessionId, running, startedAtMs, endedAtMs, meterStartWh, meterStopWh } = session;
  if (sessionId === null) return null;
  if (!running) return { sessionId, atMs: endedAtMs ?? atMs, registerWh: meterStopWh, isEnd: true };
  if (startedAtMs === null || meterStartWh === null) return null;
  return { sessionId, atMs: startedAtMs, registerWh: meterStartWh, isEnd: false };
}

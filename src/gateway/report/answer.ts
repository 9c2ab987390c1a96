import type { ReportAnswer } from '../../domain/ports/report-sender.ts';

/** Longer wishes of a target are not waited for: the report's own age is bounded. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/** What an HTTP status means for a report: 2xx done, 410 stops the target, else again later. */
export function toAnswer(
  status: number,
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): ReportAnswer {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const retryAfterMs = toRetryAfterMs(headers['retry-after'], nowMs);
  const detail = status >= 300 && status < 400 ? 'a redirect, not followed' : 'refused';
  const failed = { kind: 'failed' as const, detail: `HTTP ${status}: ${detail}` };
  return retryAfterMs === null ? failed : { ...failed, retryAfterMs };
}

/** `Retry-After` in seconds or as a date (RFC 9110 10.2.3); `null` when there is none. */
function toRetryAfterMs(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const delayMs = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(delayMs, 0), RETRY_AFTER_MAX_MS);
}

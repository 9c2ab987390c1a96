import type { Verdict } from '../evidence.ts';

/** No session can begin there: whatever else was reached, the command is not done. */
export function outOfService(evidence: Readonly<Record<string, unknown>>): Verdict {
  const detail = 'the connector that was taken out of service is not back';
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

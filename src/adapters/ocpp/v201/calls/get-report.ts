import { callInBackground } from '../../background.ts';
import type { Charger } from '../../charger.ts';
import type { ReportedVariable } from '../../evses/report-collector.ts';
import { pause } from '../../pause.ts';
import type { Component, Variable } from '../types.ts';

/** The parts come in messages of their own, one after another. */
const PARTS_WAIT_MS = 5_000;

/**
 * OCPP 2.0.1 B08: a report on some components, with what GetVariables does not give: how many
 * there are, and the limits of their values. What came in time; empty when it is not offered.
 */
export async function getReport(
  charger: Charger,
  componentVariable: readonly { readonly component: Component; readonly variable?: Variable }[],
): Promise<readonly ReportedVariable[]> {
  const { memory, clock, gone } = charger;
  const { reports } = memory.station;
  const complete = new AbortController();
  const requestId = reports.begin(() => complete.abort());
  if (requestId === null) return [];
  const params = { requestId, componentVariable };
  const answer = await callInBackground(charger, { action: 'GetReport', params });
  if (answer.kind === 'result' && answer.payload['status'] === 'Accepted') {
    await pause(clock, clock.windowMs(PARTS_WAIT_MS), AbortSignal.any([complete.signal, gone]));
  }
  return reports.end(requestId);
}

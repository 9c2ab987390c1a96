import type { ReportTarget } from '../../../domain/ports/outbox.ts';
import type { GatewayContext } from '../context.ts';
import type { ReportTargetType } from '../generated.ts';
import { requireRight } from '../rights.ts';

/** Targets as the API writes them. */
export const toTargetName = { webhook: 'WEBHOOK', graphql: 'GRAPHQL' } as const;

/** Targets as the domain writes them. */
export const fromTargetName = { WEBHOOK: 'webhook', GRAPHQL: 'graphql' } as const;

/** The configured targets with what waits there. @throws ApiError `KT-CT-1111`. */
export async function readReportTargets(
  context: GatewayContext,
): Promise<readonly ReportTargetType[]> {
  await requireRight(context, 'report', '');
  const { outbox, reportTargets } = context.parts;
  const [backlog, stopped] = await Promise.all([outbox.backlog(), outbox.stopped()]);
  return reportTargets.map((target: ReportTarget) => {
    const stop = stopped.find((one) => one.target === target);
    return {
      target: toTargetName[target],
      backlog: backlog[target],
      stoppedAt: stop?.sinceMs ?? null,
      stoppedReason: stop?.reason ?? null,
    };
  });
}

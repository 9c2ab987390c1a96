import type { MutationResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';
import { fromTargetName, readReportTargets } from '../views/report-target.ts';

/** Serves a target again that had answered 410 Gone; what waited there is sent. */
export const resumeReportTarget: MutationResolvers['resumeReportTarget'] = async (
  _root,
  { target },
  context,
) => {
  await requireRight(context, 'report', '');
  const { outbox, clock } = context.parts;
  await outbox.resume(fromTargetName[target], clock.nowMs());
  const targets = await readReportTargets(context);
  return targets.find((one) => one.target === target) ?? null;
};

import type { QueryResolvers } from '../generated.ts';
import { readReportTargets } from '../views/report-target.ts';

/** Where outcomes are reported to, and what waits there. */
export const reportTargets: QueryResolvers['reportTargets'] = async (_root, _args, context) => {
  return [...(await readReportTargets(context))];
};

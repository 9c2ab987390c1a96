import type { QueryResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';
import { toTargetName } from '../views/report-target.ts';

const lettersMax = 200;

/** Reports that were given up, newest first, at most 200. */
export const reportDeadLetters: QueryResolvers['reportDeadLetters'] = async (
  _root,
  { first },
  context,
) => {
  await requireRight(context, 'report', '');
  const count = Math.min(Math.max(first ?? 0, 0), lettersMax);
  const letters = await context.parts.outbox.deadLetters(count);
  return letters.map(({ target, failedAtMs, ...letter }) => {
    return { ...letter, target: toTargetName[target], failedAt: failedAtMs };
  });
};

import type { TransactionId } from '../../../domain/transaction.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';
import { fromTargetName } from '../views/report-target.ts';

/** Marks dead letters again, so that the reporter sends them; repeating it is harmless. */
export const replayReports: MutationResolvers['replayReports'] = async (
  _root,
  { target, transactionId },
  context,
) => {
  await requireRight(context, 'report', '');
  const { outbox, clock } = context.parts;
  const wanted = target ? fromTargetName[target] : null;
  const id = (transactionId ?? null) as TransactionId | null;
  return { replayed: await outbox.replay(wanted, id, clock.nowMs()) };
};

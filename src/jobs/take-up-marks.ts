import type { Clock } from '../domain/ports/clock.ts';
import type { Outbox } from '../domain/ports/outbox.ts';
import type { ReportChannel } from './report-channel.ts';

/** What taking marks up needs. */
export type MarkParts = { readonly outbox: Pick<Outbox, 'due'>; readonly clock: Clock };

/** Jobs of one target that wait at most: the marks of all others stay where they are. */
const waitingMax = 2_000;
const batchMax = 200;

/**
 * Adds jobs for the marks of one target that are due, as many as there is room for. True when there
 * may be more of them.
 */
export async function takeUpMarks(
  { outbox, clock }: MarkParts,
  channel: Pick<ReportChannel, 'sender' | 'add' | 'waitingCount'>,
): Promise<boolean> {
  let room = waitingMax - (await channel.waitingCount());
  while (room > 0) {
    const wanted = Math.min(batchMax, room);
    const ids = await outbox.due(channel.sender.target, clock.nowMs(), wanted);
    if (ids.length > 0) await channel.add(ids);
    if (ids.length < wanted) return false;
    room -= ids.length;
  }
  return true;
}

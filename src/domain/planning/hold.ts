import type { Command } from '../command.ts';
import { type DeviceView, minutes, seconds } from '../commands/spec.ts';
import type { Transaction } from '../transaction.ts';
import { hasPlanRunOut, isPlanOutdated } from './charger-facts.ts';
import { isSameWish } from './wanted-control.ts';

/** Whether a command of ours may go now: `until` a moment not, or not before something happens. */
export type Hold =
  | { readonly kind: 'free' }
  | { readonly kind: 'until'; readonly atMs: number }
  | { readonly kind: 'event' };

/** What was not done is not asked for again at once; ms, before `TIME_SCALE`. */
export const repeatAfterMs = minutes(15);
/** Nor is what a charger may have forgotten in a boot, or what is outdated; ms likewise. */
export const repeatAfterBootMs = minutes(1);
/** How often an owner's command that is still being proved is looked at, ms likewise. */
const lookAgainMs = seconds(30);

/**
 * What speaks against sending a command of ours now: an owner's command whose effect is still
 * looked for, as ours would take the evidence from it; one of ours that wishes for the same and is
 * open; one that failed, was refused or had no lasting effect, while nothing has changed since.
 */
export function toHold(
  view: DeviceView,
  part: { command: Command; before: Transaction | null; cause: Transaction | null },
): Hold {
  const { command, before, cause } = part;
  if (cause && isUnderWay(cause, view)) {
    return { kind: 'until', atMs: view.nowMs + view.windowMs(lookAgainMs) };
  }
  if (!before || !isSameWish(before.command, command)) return { kind: 'free' };
  if (isUnderWay(before, view)) return { kind: 'event' };
  if (isDoubted(before, view) && !hasPlanRunOut(view)) return { kind: 'event' };
  const isNews = hasChangedSince(before, view) || (cause?.seq ?? 0) > before.seq;
  return isNews ? { kind: 'free' } : toRepeat(before, view);
}

/**
 * A refusal of the charger stands until the plan, the link or the boot changes; a rule of ours that
 * held it back on its way out says itself when it may go; whatever else it was may pass.
 */
function toRepeat({ status, updatedAtMs, reason }: Transaction, view: DeviceView): Hold {
  const isNewBoot = hasBootedSince(view, updatedAtMs);
  if (status === 'REJECTED' && !isNewBoot) return { kind: 'event' };
  const isSoon = isNewBoot || isPlanOutdated(view);
  const passesAtMs = updatedAtMs + view.windowMs(isSoon ? repeatAfterBootMs : repeatAfterMs);
  const atMs = (status === 'REFUSED' && reason?.earliestAtMs) || passesAtMs;
  return atMs > view.nowMs ? { kind: 'until', atMs } : { kind: 'free' };
}

/** Its lane goes on with it, or its effect is looked for on this link. */
function isUnderWay({ status, epoch }: Transaction, { link }: DeviceView): boolean {
  if (status === 'QUEUED' || status === 'SENT') return true;
  return status === 'ACKNOWLEDGED' && epoch === link.epoch;
}

function isDoubted({ status, epoch }: Transaction, { link }: DeviceView): boolean {
  return status === 'UNCONFIRMED' && epoch === link.epoch;
}

/** After a reconnect, or in another session, whatever was said before has to be said again. */
function hasChangedSince(
  { epoch, updatedAtMs }: Transaction,
  { link, reports }: DeviceView,
): boolean {
  if (epoch !== null && epoch !== link.epoch) return true;
  const changedAtMs = Math.max(link.connectedAtMs ?? 0, reports.session?.receivedAtMs ?? 0);
  return changedAtMs > updatedAtMs;
}

/** A boot on a link shows in what the charger reports after it. */
function hasBootedSince({ reports }: DeviceView, atMs: number): boolean {
  const { profile, status, session, meter } = reports;
  return [status, session, meter].some(
    (report) => report && report.bootId !== profile?.bootId && report.receivedAtMs > atMs,
  );
}

import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { ProfileReport, Reports } from '../../../domain/reports.ts';
import type { TransactionId } from '../../../domain/transaction.ts';
import type { Charger } from '../charger.ts';

/**
 * A start of ours that an earlier link called off may begin its session on this one, when the
 * charger tells what it did alone. Where a boost or a test is open, or where a plan has asked for a
 * start since, it is wanted again.
 */
export async function restoreCallOff(
  charger: Charger,
  known: { readonly state: DeviceState | null; readonly reports: Reports },
): Promise<void> {
  const { profile } = known.reports;
  const untilMs = (profile?.value as ProfileReport | undefined)?.calledOffUntilMs;
  if (!profile || untilMs === undefined) return;
  const { wishes, settings } = known.state ?? {};
  if (wishes?.boost || wishes?.test) return;
  const planId = settings?.planCommandId ?? null;
  const hasBegun = planId !== null && (await hasAskedSince(charger, planId, profile.receivedAtMs));
  charger.memory.calledOffUntilMs = hasBegun ? null : untilMs;
}

async function hasAskedSince(
  { store, transactions }: Charger,
  id: string,
  sinceMs: number,
): Promise<boolean> {
  const planned = await store.attempt(() => transactions.find(id as TransactionId));
  if (planned?.command.kind !== 'set_charging_schedule') return false;
  return planned.command.params.begins && (planned.sentAtMs ?? 0) >= sinceMs;
}

import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import { clearLeftover } from '../profiles/leftover.ts';
import { dropProfile } from '../profiles/own-profiles.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';

/**
 * Stores what the end of a running session means: the aspect, the open boost and our profiles. A
 * session that goes on at another connector is the device's own from then on.
 */
export async function closeSession(
  charger: Charger,
  session: SessionReport,
  ended: { readonly atMs: number; readonly isNews: boolean },
): Promise<void> {
  const { store, memory } = charger;
  await store.report('session', session, ended.atMs);
  if (ended.isNews) await store.record({ type: 'session-ended' });
  await forgetProfiles(charger, ended.atMs);
  const other = memory.otherSession(session.sessionId);
  if (other) await store.report('session', other, ended.atMs);
}

/**
 * A TxProfile ends with its session (OCPP 1.6 3.13.1), so ours are gone too. A boost or a test in a
 * place that lasts is taken away, and so is a boost whose place only an earlier link knew.
 */
async function forgetProfiles(charger: Charger, atMs: number): Promise<void> {
  const { memory } = charger;
  const before = JSON.stringify(memory.profiles);
  for (const purpose of ['boost', 'test', 'plan'] as const satisfies ProfilePurpose[]) {
    const held = memory.held.get(purpose)?.profile;
    const lasts = held !== undefined && held.purpose !== 'TxProfile';
    const isUnknown = purpose === 'boost' && !held && memory.profiles.boostInstalled;
    if (purpose === 'plan' && (lasts || memory.isSwitched)) continue;
    if (lasts || isUnknown) void clearLeftover(charger, purpose);
    else dropProfile(memory, purpose);
  }
  if (JSON.stringify(memory.profiles) === before) return;
  await reportProfiles(charger, { limitAmps: null, readBack: false, atMs });
}

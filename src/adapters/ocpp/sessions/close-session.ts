import type { SessionReport } from '../../../domain/reports.ts';
import type { Charger } from '../charger.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';

/** Stores what the end of a running session means: the aspect, the open boost and our profile. */
export async function closeSession(
  charger: Charger,
  session: SessionReport,
  ended: { readonly atMs: number; readonly isNews: boolean },
): Promise<void> {
  const { store } = charger;
  await store.report('session', session, ended.atMs);
  if (ended.isNews) await store.record({ type: 'session-ended' });
  await forgetProfile(charger, ended.atMs);
}

/** A TxProfile ends with its session (OCPP 1.6 3.13.1), so ours is gone too. */
async function forgetProfile(charger: Charger, atMs: number): Promise<void> {
  const { profiles } = charger.memory;
  if (!profiles.boostInstalled) return;
  profiles.boostInstalled = false;
  await reportProfiles(charger, { limitAmps: null, readBack: false, atMs });
}

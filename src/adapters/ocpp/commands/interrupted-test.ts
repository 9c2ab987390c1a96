import type { Order } from '../../../domain/ports/connections.ts';
import type { Transaction, TransactionId } from '../../../domain/transaction.ts';
import type { Charger } from '../charger.ts';
import { pause } from '../pause.ts';
import { Steps } from '../procedure.ts';
import { skewMs } from '../skew.ts';
import { clearProfile } from './clear-profile.ts';
import { endTestSession } from './end-test.ts';
import { isOwnStart } from './lift-limit.ts';

/** How often it is looked whether an attempt of an earlier link is repeated or given up, ms. */
const EVERY_MS = 5_000;

/**
 * Ends a test charge that an earlier link of the charger acknowledged: its watch ended with that
 * link, so nobody would conclude it, and its vehicle would charge on. One that was only sent is
 * repeated, or given up, by its lane first; that is waited for in the background.
 */
export async function endInterruptedTest(charger: Charger): Promise<void> {
  try {
    const open = await findOpen(charger);
    if (open?.status === 'SENT') void waitAndEnd(charger);
    else if (open) await end(charger, open);
  } catch (error) {
    warn(charger, error);
  }
}

async function waitAndEnd(charger: Charger): Promise<void> {
  const { clock, gone } = charger;
  try {
    while (await pause(clock, clock.windowMs(EVERY_MS), gone)) {
      const open = await findOpen(charger);
      if (open?.status === 'SENT') continue;
      return open ? await end(charger, open) : undefined;
    }
  } catch (error) {
    warn(charger, error);
  }
}

/** The open test whose last attempt was on an earlier link; `null` = there is none. */
async function findOpen(charger: Charger): Promise<Transaction | null> {
  const { devices, transactions, device, store } = charger;
  const state = await store.attempt(() => devices.find(device.id));
  const id = state?.wishes.test?.transactionId;
  if (id === undefined) return null;
  const open = await store.attempt(() => transactions.find(id as TransactionId));
  const isWaiting = open?.status === 'QUEUED' || open?.epoch === null;
  return open && !isWaiting && open.epoch !== charger.epoch() ? open : null;
}

async function end(charger: Charger, open: Transaction): Promise<void> {
  const { memory, store, clock, gone, log } = charger;
  const transactionId = open.id;
  log.info({ transactionId }, 'a test charge was interrupted, and ends');
  const steps = new Steps(charger, toOrder(open), gone).goOn(gone);
  const session = memory.runningSession();
  const isBegunHere = session !== null && isOwnStart(toOrder(open), session);
  const sinceMs = open.createdAtMs - skewMs;
  const nothing = { baselineW: null, peakW: null, loweredW: null };
  const test = { transactionId, baselineW: null, sinceMs, isBegunHere, sessionId: null };
  await endTestSession(steps, test);
  const connectorId = memory.mainConnectorId();
  await clearProfile(steps, { purpose: 'test', connectorId }, () => null);
  const detail = 'the link to the charger was lost before the test was over';
  const value = { transactionId, verdict: 'interrupted', detail, ...nothing } as const;
  await store.report('test', value, clock.nowMs());
}

function toOrder(open: Transaction): Order {
  const { id: transactionId, seq, attempt, command, createdAtMs, expiresAtMs } = open;
  return { transactionId, seq, attempt, command, issuedAtMs: createdAtMs, ttlS: 0, expiresAtMs };
}

/** The next link tries again; without one the windows decide. */
function warn({ log, gone }: Charger, error: unknown): void {
  if (!gone.aborted) log.warn({ err: error }, 'an interrupted test charge could not be ended');
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.ts';
import { EXIT } from './failure.ts';
import { makeProgressLine } from './progress-line.ts';

/** A transaction as the command line reads it. */
export type ReadTransaction = {
  readonly id: string;
  readonly status: string;
  readonly verified: string | null;
  readonly evidence: unknown;
  readonly reason: { readonly code: string; readonly detail: string | null } | null;
};

const document = `query Transaction($id: ID!) {
  deviceTransaction(id: $id) { id status verified evidence reason { code detail } }
}`;
const open = new Set(['QUEUED', 'PARKED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED']);
const pollMs = 250;

/** Asks until the transaction has ended or the time is over; returns how it was seen last. */
export async function awaitOutcome(
  api: Api,
  of: { id: string; title: string; timeoutMs: number },
): Promise<ReadTransaction> {
  const untilMs = Date.now() + of.timeoutMs;
  const progress = makeProgressLine();
  try {
    for (;;) {
      const seen = await read(api, of.id);
      if (!open.has(seen.status) || Date.now() >= untilMs) return seen;
      progress.show(`${of.title}: ${seen.status}`);
      await pause(pollMs);
    }
  } finally {
    progress.clear();
  }
}

/** 0 SUCCEEDED, 6 not known yet, 5 refused, 1 any other outcome. */
export function exitCodeOf({ status }: ReadTransaction): number {
  if (status === 'SUCCEEDED') return EXIT.done;
  if (open.has(status)) return EXIT.unconfirmed;
  return status === 'REFUSED' ? EXIT.refused : EXIT.failed;
}

/** Why it is so, in words, if anything is known. */
export function reasonOf({ reason }: ReadTransaction): string {
  return reason ? (reason.detail ?? reason.code) : '';
}

async function read(api: Api, id: string): Promise<ReadTransaction> {
  const answer = await api.request<{ deviceTransaction: ReadTransaction | null }>(document, { id });
  // One that this key may not see any more is as good as not known.
  const unseen = { id, status: 'UNCONFIRMED', verified: null, evidence: null, reason: null };
  return answer.deviceTransaction ?? unseen;
}

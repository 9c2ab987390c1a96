import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.ts';
import {
  type ControllerProvisioning,
  countReached,
  provisioningSteps,
  reachedAt,
  readController,
} from './controller-provisioning.ts';
import { EXIT } from './failure.ts';
import { makeProgressLine } from './progress-line.ts';
import { paint, print, say } from './terminal.ts';

/** Which controller, by which claim, and how long. */
export type Follow = {
  readonly account: string;
  readonly euid: string;
  readonly claimId: string;
  readonly timeoutMs: number;
  readonly json: boolean;
};

const pollMs = 300;

/**
 * Prints each step as it is reached, until the controller came back with its own certificate.
 * Returns 0 when it is BOUND, 1 when this way has ended before, 6 when the time is over.
 */
export async function followUntilBound(api: Api, follow: Follow): Promise<number> {
  const untilMs = Date.now() + follow.timeoutMs;
  const progress = makeProgressLine();
  const printed = { count: 0 };
  for (;;) {
    const view = await readController(api, follow);
    progress.clear();
    printed.count = printSteps(view, printed.count, follow.json);
    const end = toEnd(view, follow.claimId) ?? (Date.now() >= untilMs ? overTime(follow) : null);
    if (end) {
      finish(view, end, follow.json);
      return end.code;
    }
    progress.show(`${view.step}: ${view.advice}`);
    await pause(pollMs);
  }
}

type End = { readonly code: number; readonly word: string; readonly sentence: string };

/** `null` while this claim can still lead to the end. */
function toEnd(view: ControllerProvisioning, claimId: string): End | null {
  if (view.step === 'BOUND') {
    return { code: EXIT.done, word: 'BOUND', sentence: 'The controller is bound.' };
  }
  if (view.step === 'ABANDONED') {
    return { code: EXIT.failed, word: 'ABANDONED', sentence: view.advice };
  }
  if (view.claim?.state === 'EXPIRED' && view.claim.id === claimId) {
    const sentence = 'The claim ended before the controller had used it: claim it again.';
    return { code: EXIT.failed, word: 'EXPIRED', sentence };
  }
  if (view.claim && view.claim.id !== claimId) {
    const sentence = 'Somebody asked for another claim: this one is not the newest any more.';
    return { code: EXIT.failed, word: 'REPLACED', sentence };
  }
  return null;
}

function overTime({ timeoutMs }: Follow): End {
  const waited = `It is not bound after ${timeoutMs / 1_000} s`;
  const sentence = `${waited}; it may still come: ask for its status.`;
  return { code: EXIT.unconfirmed, word: 'UNKNOWN', sentence };
}

/** Steps that were passed between two questions are printed too, in their order. */
function printSteps(view: ControllerProvisioning, from: number, json: boolean): number {
  const reached = countReached(view);
  for (const step of provisioningSteps.slice(from, reached)) {
    const line = `${step.padEnd(10)}  ${reachedAt(view, step) ?? ''}`.trimEnd();
    if (json) say(line);
    else print(line);
  }
  return Math.max(from, reached);
}

function finish(view: ControllerProvisioning, end: End, json: boolean): void {
  say(paint(end.code === EXIT.done ? 'green' : 'red', end.sentence));
  if (!json) return;
  const { euid, step, device, transaction } = view;
  const ids = { deviceId: device?.id ?? null, transactionId: transaction?.id ?? null };
  print(JSON.stringify({ euid, outcome: end.word, step, ...ids }));
}

import { type Api, ApiError } from './api.ts';
import {
  type DemoDevices,
  type DemoStep,
  type DemoTransaction,
  readTransaction,
} from './demo-plan.ts';

/** How one step stands. `status` is the transaction's, or `waiting` before it is accepted. */
export type StepState = {
  readonly step: DemoStep;
  id: string | null;
  status: string;
  evidence: unknown;
  reason: string | null;
};

const open = new Set(['waiting', 'QUEUED', 'PARKED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED']);
const pollMs = 200;

/** Runs one lane of steps, each to its outcome, until `deadlineMs`; `changed` after each change. */
export async function runLane(call: {
  api: Api;
  states: readonly StepState[];
  devices: DemoDevices;
  deadlineMs: number;
  changed: () => void;
}): Promise<void> {
  for (const state of call.states) {
    if (Date.now() >= call.deadlineMs) return;
    await submit(call, state);
    call.changed();
    while (state.id && open.has(state.status) && Date.now() < call.deadlineMs) {
      await pause(pollMs);
      show(state, await readTransaction(call.api, state.id));
      call.changed();
    }
  }
}

/** True when a step has not come to its outcome. */
export function isOpen(state: StepState): boolean {
  return open.has(state.status);
}

/** A device that has just connected may be refused for a moment: it has not reported all yet. */
async function submit(
  call: { api: Api; devices: DemoDevices; deadlineMs: number },
  state: StepState,
): Promise<void> {
  const patienceMs = Math.min(Date.now() + 20_000, call.deadlineMs);
  for (;;) {
    try {
      const [id] = await call.api.mutate(state.step.document, state.step.variables(call.devices));
      state.id = id ?? null;
      state.status = 'QUEUED';
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const id = error.extensions['transactionId'];
      state.id = typeof id === 'string' ? id : null;
      state.reason = error.message;
      if (Date.now() >= patienceMs) {
        state.status = 'REFUSED';
        return;
      }
    }
    await pause(pollMs);
  }
}

function show(state: StepState, transaction: DemoTransaction): void {
  state.status = transaction.status;
  state.evidence = transaction.evidence;
  const { reason } = transaction;
  state.reason = reason ? (reason.detail ?? reason.code) : null;
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}

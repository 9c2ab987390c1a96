import type { Command } from '../command.ts';
import { type DeviceView, minutes } from '../commands/spec.ts';
import { toDeviceView } from '../device-view.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeviceState, Devices, Telemetry } from '../ports/devices.ts';
import type { Log } from '../ports/log.ts';
import type { Planner } from '../ports/planner.ts';
import type { Plans } from '../ports/plans.ts';
import type { DueClock, DueEntry, TransactionReads } from '../ports/transactions.ts';
import type { SubmitOwnCommand } from '../submit-own-command.ts';
import type { Transaction, TransactionId } from '../transaction.ts';
import { type Hold, toHold } from './hold.ts';
import { toNextLookMs } from './next-look.ts';
import { type ChargingPlan, hasPlan } from './plan.ts';
import { toSteadyPlan } from './steady-plan.ts';
import { toPlanInput } from './to-plan-input.ts';
import { toWantedCommand } from './wanted-control.ts';

/** Makes the plan of one device anew, and has it installed where it differs. */
export type Replan = (entry: Extract<DueEntry, { kind: 'plan' }>) => Promise<void>;

/** What planning needs. `startedAtMs`: start of this gateway, Unix ms. */
export type ReplanPorts = {
  readonly due: Pick<DueClock, 'rearm'>;
  readonly devices: Pick<Devices, 'find'>;
  readonly plans: Pick<Plans, 'keep'>;
  readonly planner: Planner;
  readonly transactions: Pick<TransactionReads, 'find'>;
  readonly telemetry: Pick<Telemetry, 'latest'>;
  readonly submitOwn: SubmitOwnCommand;
  readonly clock: Clock;
  readonly log: Log;
  /** The zone that the times of preferences are in (`SITE_TIME_ZONE`). */
  readonly timeZone: string;
  readonly startedAtMs: number;
};

/** A sample of a battery's state of charge that is older says nothing of now, ms. */
const sampleMaxMs = minutes(60);

/**
 * Makes the use case. Its mark stands in the due clock until it is moved here, so a gateway that
 * dies in the middle plans again; what was accepted before is found, not accepted twice.
 */
export function makeReplan(ports: ReplanPorts): Replan {
  return async (entry) => {
    const state = await ports.devices.find(entry.id);
    const isPlanned = state !== null && state.device.retiredAtMs === null && hasPlan(state.device);
    await ports.due.rearm(entry, isPlanned ? await replan(ports, state) : null);
  };
}

/** When the device is to be looked at again, Unix ms; `null` = when something happens to it. */
async function replan(ports: ReplanPorts, state: DeviceState): Promise<number | null> {
  const view = toDeviceView(state, ports.clock, ports.startedAtMs);
  const { fresh, kept } = await makePlan(ports, view);
  if (kept?.id !== view.settings.plan?.id) await ports.plans.keep(view.device.id, kept);
  // Whoever comes back is looked at then: until then nothing can be told.
  if (!view.link.live) return null;
  const heldUntilMs = await install(ports, view, kept);
  const nextMs = toNextLookMs(view, { fresh, kept });
  if (heldUntilMs === null) return nextMs;
  return Math.min(heldUntilMs, nextMs ?? heldUntilMs);
}

async function makePlan(
  ports: ReplanPorts,
  view: DeviceView,
): Promise<{ fresh: ChargingPlan | null; kept: ChargingPlan | null }> {
  const input = toPlanInput(view, {
    timeZone: ports.timeZone,
    batterySocPercent: await readSoc(ports, view),
  });
  const fresh = input && (await ports.planner.plan(input));
  return { fresh, kept: toSteadyPlan(view.settings.plan, fresh, view.nowMs) };
}

async function readSoc(ports: ReplanPorts, view: DeviceView): Promise<number | null> {
  if (view.device.class !== 'battery' || !view.settings.preferences) return null;
  const sample = await ports.telemetry.latest(view.device.id, 'battery');
  const soc = sample?.['socPercent'];
  const atMs = Date.parse(String(sample?.['at']));
  const isFresh = view.nowMs - atMs <= sampleMaxMs;
  return typeof soc === 'number' && isFresh ? soc : null;
}

/** Until when it has to wait, Unix ms; `null` = everything that is wanted is said. */
async function install(
  ports: ReplanPorts,
  view: DeviceView,
  plan: ChargingPlan | null,
): Promise<number | null> {
  const before = await find(ports, view.settings.planCommandId);
  const boost = await find(ports, view.wishes.boost?.transactionId ?? null);
  const command = toWantedCommand(view, plan, { before, boost });
  if (!command) return null;
  const cause = await find(ports, view.settings.planCauseId);
  const hold = toHold(view, { command, before, cause });
  if (hold.kind !== 'free') return toHeldMs(hold);
  return await submit(ports, { view, command, cause });
}

function toHeldMs(hold: Exclude<Hold, { kind: 'free' }>): number | null {
  return hold.kind === 'until' ? hold.atMs : null;
}

async function submit(
  ports: ReplanPorts,
  part: { view: DeviceView; command: Command; cause: Transaction | null },
): Promise<number | null> {
  const { view, command, cause } = part;
  const causeId = cause?.id ?? null;
  const accepted = await ports.submitOwn({ view, command, mutation: 'gateway:plan', causeId });
  if (accepted.kind === 'accepted') return null;
  const { code, earliestAtMs } = accepted.refusal;
  ports.log.info({ deviceId: view.device.id, code }, 'what is planned cannot be installed now');
  return earliestAtMs ?? null;
}

async function find(ports: ReplanPorts, id: string | null): Promise<Transaction | null> {
  return id === null ? null : await ports.transactions.find(id as TransactionId);
}

import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { makeCancelTransaction } from '../../src/domain/cancel-transaction.ts';
import { makeConnectionTable } from '../../src/domain/connection-table.ts';
import { makeDeviceLinks } from '../../src/domain/device-links.ts';
import { makeHandleDue } from '../../src/domain/handle-due.ts';
import { planCharging } from '../../src/domain/planning/plan-charging.ts';
import { makeReplan } from '../../src/domain/planning/replan.ts';
import type { Wake } from '../../src/domain/ports/connections.ts';
import type { ReportTarget } from '../../src/domain/ports/outbox.ts';
import type { Planner } from '../../src/domain/ports/planner.ts';
import type { Mailbox } from '../../src/domain/ports/transactions.ts';
import { makeRecordDeviceEvent } from '../../src/domain/record-device-event.ts';
import { makeRunNextCommand } from '../../src/domain/run-next-command.ts';
import { makeSubmitCommand } from '../../src/domain/submit-command.ts';
import { makeSubmitOwnCommand } from '../../src/domain/submit-own-command.ts';
import { makeDueLoop } from '../../src/jobs/due-loop.ts';
import { makeLanes } from '../../src/jobs/lanes.ts';
import { makeChargeHistory } from '../../src/store/charge-history.ts';
import { makeDeviceSessions } from '../../src/store/device-sessions.ts';
import { makePlans } from '../../src/store/device-settings.ts';
import { makeDevices } from '../../src/store/devices.ts';
import { makeDueClock } from '../../src/store/due-clock.ts';
import { makeEnergyHistory } from '../../src/store/energy-history.ts';
import { makeMailbox } from '../../src/store/mailbox.ts';
import { makeMemoryGuard } from '../../src/store/memory-guard.ts';
import { makeNodeRoutes } from '../../src/store/node-routes.ts';
import { makeReportedState } from '../../src/store/reported-state.ts';
import { makeScripts } from '../../src/store/scripts.ts';
import { makeTelemetry } from '../../src/store/telemetry.ts';
import { makeTransactions } from '../../src/store/transactions.ts';
import { type FakeClock, makeFakeClock } from './fake-clock.ts';
import { makeKeptLog, makeKeptMetrics } from './quiet-log.ts';
import { waitFor } from './wait-for.ts';

/** What a test may say differently about its core. */
export type CoreOptions = {
  readonly clock?: FakeClock;
  readonly targets?: readonly ReportTarget[];
  readonly node?: string;
  readonly mailboxCommands?: number;
  /** Plans instead of our own planner. */
  readonly planner?: Planner;
  /** Stands between the lanes and the store, to hold back or to fail calls. */
  readonly wrapMailbox?: (mailbox: Mailbox) => Mailbox;
  /** The store's own time, Unix ms; the clock's by default, so that they agree. */
  readonly storeTimeMs?: () => number;
};

/** A whole core. */
export type Core = ReturnType<typeof makeCore>;

/**
 * Wires the core as main does, on a real Redis, with a clock that the test moves. One core stands
 * for one process: a second one on the same Redis is the gateway after a crash.
 */
export function makeCore(redis: Redis, options: CoreOptions = {}) {
  const clock = options.clock ?? makeFakeClock();
  const store = makeStore(redis, clock, options);
  const { scripts, transactions, mailbox, devices, reported, due, telemetry, energy, sessions } =
    store;
  const log = makeKeptLog();
  const metrics = makeKeptMetrics();
  const connections = makeConnectionTable();
  const node = options.node ?? 'node-1';
  const lanesHolder: { wake: Wake } = { wake: { wake: () => {} } };
  const wake: Wake = { wake: (id, sight) => lanesHolder.wake.wake(id, sight) };
  const ids = { next: () => randomUUID() };
  const startedAtMs = clock.nowMs() - 3_600_000;
  const base = {
    ...{ transactions, mailbox, reported, connections, clock, log, metrics, node, wake },
  };
  const switches = { maySend: true };
  const run = makeRunNextCommand({
    ...base,
    devices,
    ids,
    startedAtMs,
    maySend: () => switches.maySend,
  });
  const lanes = makeLanes({ run, clock, log });
  lanesHolder.wake = lanes;
  const handleDue = makeHandleDue({ ...base, due, devices });
  const { plans, charges } = store;
  const submitOwn = makeSubmitOwnCommand({ intake: transactions, clock, ids, wake, metrics });
  const replan = makeReplan({
    ...{ due, devices, plans, transactions, telemetry, submitOwn, clock, log, startedAtMs },
    timeZone: 'Europe/London',
    planner: options.planner ?? { plan: async (input) => planCharging(input) },
  });
  const dueLoop = makeDueLoop({
    replan,
    ...{ due, handle: handleDue, connections, devices, wake, clock, log },
    skewMaxMs: 2_000,
  });
  const quiet = () => waitFor(() => lanes.runningCount === 0, 'the lanes to come to rest');
  const tickOnly = async () => {
    dueLoop.start();
    clock.advance(0);
    await dueLoop.stop();
  };
  const tick = async () => {
    await tickOnly();
    await quiet();
  };
  return {
    ...store,
    ...{ redis, scripts, clock, log, metrics, node, connections, switches, run, lanes },
    ...{ handleDue, dueLoop, quiet, tick, tickOnly, submitOwn },
    submit: makeSubmitCommand({
      ...{ devices, intake: transactions, clock, ids, wake, metrics, startedAtMs },
    }),
    record: makeRecordDeviceEvent({
      ...{ ...base, telemetry, energy, charges, plans, stepWindowMs: 30_000 },
    }),
    cancel: makeCancelTransaction(base),
    links: makeDeviceLinks({ connections, sessions, plans, wake, clock, log, metrics }),
    /** Moves the clock, lets the due loop look once, and waits until the lanes rest. */
    async pass(byMs: number): Promise<void> {
      clock.advance(byMs);
      await quiet();
      await tick();
    },
  };
}

function makeStore(redis: Redis, clock: FakeClock, options: CoreOptions) {
  const scripts = makeScripts(redis, options.targets ?? []);
  const routes = makeNodeRoutes(scripts, options.node ?? 'node-1');
  const wrap = options.wrapMailbox ?? ((mailbox: Mailbox) => mailbox);
  const storeTimeMs = options.storeTimeMs ?? clock.nowMs;
  const log = makeKeptLog();
  const memory = makeMemoryGuard(
    redis,
    { clock, log },
    { commandsPercent: 90, samplesPercent: 85 },
  );
  return {
    scripts,
    routes,
    memory,
    transactions: makeTransactions(scripts, {
      mailboxCommands: options.mailboxCommands ?? 50,
      idempotencyHours: 24,
      room: memory,
    }),
    mailbox: wrap(makeMailbox(scripts)),
    due: { ...makeDueClock(scripts), storeTimeMs: async () => storeTimeMs() },
    devices: makeDevices(scripts, routes),
    sessions: makeDeviceSessions(scripts, routes),
    reported: makeReportedState(scripts),
    plans: makePlans(scripts),
    charges: makeChargeHistory(scripts, { room: memory, clock }),
    energy: makeEnergyHistory(scripts, { room: memory, hourlyDays: 400 }),
    telemetry: makeTelemetry(scripts, {
      ...{ room: memory, metrics: makeKeptMetrics(), rawHours: 48 },
    }),
  };
}

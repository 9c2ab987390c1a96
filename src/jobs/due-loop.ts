import type { HandleDue } from '../domain/handle-due.ts';
import type { Replan } from '../domain/planning/replan.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connections, Wake } from '../domain/ports/connections.ts';
import type { Devices } from '../domain/ports/devices.ts';
import type { Log } from '../domain/ports/log.ts';
import type { DueClock, DueEntry } from '../domain/ports/transactions.ts';

/** What the due loop needs. */
export type DueLoopPorts = {
  readonly due: DueClock;
  readonly handle: HandleDue;
  readonly replan: Replan;
  readonly connections: Connections;
  readonly devices: Pick<Devices, 'find'>;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly log: Log;
  /** A node whose clock is further from the store's pops nothing. */
  readonly skewMaxMs: number;
};

/** How often the loop looks, how much it leases at once; never scaled (lifecycle.md, "Windows"). */
const tickMs = 250;
const leaseMax = 128;
/** After so long the wake of a device that another node holds is there for that node, ms. */
const passOnMs = 1_000;

/** The node's share of the one clock of transactions. */
export type DueLoop = {
  start(): void;
  /** Waits for the tick that runs. */
  stop(): Promise<void>;
  /** True while the node's clock and the store's agree. */
  isInTime(): boolean;
  /** How far behind the loop is: now minus the oldest moment it just handled, ms. */
  readonly lagMs: number;
};

/** Makes the loop. Nothing that must survive a crash lives in its timer: entries are leased. */
export function makeDueLoop(ports: DueLoopPorts): DueLoop {
  let cancel = () => {};
  let tick: Promise<void> = Promise.resolve();
  let isStopped = true;
  let isInTime = true;
  let lagMs = 0;

  const arm = (delayMs: number): void => {
    if (isStopped) return;
    cancel = ports.clock.after(delayMs, () => {
      tick = runTick().then((isFull) => arm(isFull ? 0 : tickMs));
    });
  };

  const runTick = async (): Promise<boolean> => {
    const startedAtMs = ports.clock.nowMs();
    try {
      const skewMs = Math.abs((await ports.due.storeTimeMs()) - ports.clock.nowMs());
      isInTime = skewMs <= ports.skewMaxMs;
      if (!isInTime) {
        ports.log.error({ skewMs }, 'this node and the store differ in time: nothing is popped');
        return false;
      }
      const entries = await ports.due.lease(ports.clock.nowMs(), leaseMax);
      await Promise.allSettled(entries.map((entry) => handleEntry(ports, entry)));
      lagMs = ports.clock.nowMs() - startedAtMs;
      return entries.length === leaseMax;
    } catch (error) {
      ports.log.warn({ err: error }, 'the due clock could not be read');
      return false;
    }
  };

  return {
    start() {
      isStopped = false;
      arm(0);
    },
    async stop() {
      isStopped = true;
      cancel();
      await tick;
      cancel();
    },
    isInTime: () => isInTime,
    get lagMs() {
      return lagMs;
    },
  };
}

async function handleEntry(ports: DueLoopPorts, entry: DueEntry): Promise<void> {
  try {
    if (entry.kind === 'transaction') {
      const { laneHasNext, transaction } = await ports.handle(entry);
      if (transaction && (laneHasNext || transaction.status === 'SENT')) {
        ports.wake.wake(transaction.deviceId);
      }
      return;
    }
    if (entry.kind === 'plan') return await ports.replan(entry);
    await handleWake(ports, entry);
  } catch (error) {
    ports.log.warn({ entry, err: error }, 'a due entry was not handled; it comes again');
  }
}

/** A device that is connected nowhere is made due again when it connects. */
async function handleWake(
  ports: DueLoopPorts,
  entry: Extract<DueEntry, { kind: 'device' }>,
): Promise<void> {
  const isOurs = ports.connections.get(entry.id) !== undefined;
  if (isOurs) ports.wake.wake(entry.id);
  const isHeld = !isOurs && (await ports.devices.find(entry.id))?.link.live;
  await ports.due.rearm(entry, isHeld ? ports.clock.nowMs() + passOnMs : null);
}

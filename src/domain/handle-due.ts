import { specOf } from './command.ts';
import type { Devices } from './ports/devices.ts';
import type { DueClock, DueEntry } from './ports/transactions.ts';
import { judge, type SettlePorts, settleTransaction } from './settle-transaction.ts';
import type { Transaction } from './transaction.ts';

/** What handling a due entry of a transaction needs. */
export type DuePorts = SettlePorts & {
  readonly due: Pick<DueClock, 'rearm'>;
  readonly devices: Pick<Devices, 'find'>;
};

type DueTransaction = Extract<DueEntry, { kind: 'transaction' }>;
type DueHandled = { laneHasNext: boolean; transaction: Transaction | null };

/** Handles one leased entry of the `due` clock that names a transaction. */
export type HandleDue = (entry: DueTransaction) => Promise<DueHandled>;

/**
 * Makes the use case: whichever window is over follows from the state. With a device that was
 * retired no window is waited for, but by what retires it. An entry that decides nothing is moved
 * to its next moment; one without a transaction behind it is dropped.
 */
export function makeHandleDue(ports: DuePorts): HandleDue {
  return async (entry) => {
    const found = await ports.transactions.find(entry.id);
    if (!found) return await drop(ports, entry);
    const type = (await isGone(ports, found)) ? 'retired' : 'window-over';
    const own = found.status === 'SENT' ? toMark(found) : undefined;
    const settled = await settleTransaction(ports, {
      id: entry.id,
      deviceId: found.deviceId,
      eventId: `due:${entry.leasedUntilMs}`,
      toEvent: (stored, reports) => ({ type, verdict: judge(stored, reports) }),
      own,
      leasedUntilMs: entry.leasedUntilMs,
      who: 'gateway',
    });
    if (!settled) return await drop(ports, entry);
    const { decision, result, transaction } = settled;
    if (decision.kind === 'rearm') await ports.due.rearm(entry, decision.dueAtMs);
    if (decision.kind === 'ignore' && !transaction.frozenBy) await ports.due.rearm(entry, null);
    return { laneHasNext: result.laneHasNext, transaction };
  };
}

async function drop({ due }: DuePorts, entry: DueTransaction): Promise<DueHandled> {
  await due.rearm(entry, null);
  return { laneHasNext: false, transaction: null };
}

async function isGone({ devices }: DuePorts, transaction: Transaction): Promise<boolean> {
  if (specOf(transaction.command).farewell) return false;
  const state = await devices.find(transaction.deviceId);
  return state !== null && state.device.retiredAtMs !== null;
}

function toMark(transaction: Transaction): { attempt: number; epoch: number } | undefined {
  if (transaction.epoch === null) return undefined;
  return { attempt: transaction.attempt, epoch: transaction.epoch };
}

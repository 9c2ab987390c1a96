import type { DeviceId } from '../domain/device.ts';
import type { DueClock, DueEntry } from '../domain/ports/transactions.ts';
import type { TransactionId } from '../domain/transaction.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';

/** For how long a leased entry is hidden from other nodes, ms; never scaled. */
const leaseMs = 5_000;

const letterOf = { transaction: 't', device: 'd', plan: 'p' } as const;

/** The one clock of transactions: the sorted set `due` (design section 4). */
export function makeDueClock(scripts: Scripts): DueClock {
  return {
    async lease(nowMs, limit) {
      const members = (await scripts.run('lease', nowMs, [limit, leaseMs])) as string[];
      return members.map((member) => toEntry(member, nowMs + leaseMs));
    },
    async rearm(entry, atMs) {
      const member = `${letterOf[entry.kind]}${entry.id}`;
      await scripts.run('rearm', 0, [member, entry.leasedUntilMs, atMs ?? '']);
    },
    sweep: (nowMs) => sweep(scripts, nowMs),
    openCount: () => readFrom('open', () => scripts.redis.scard('jg:open')),
    async storeTimeMs() {
      const [seconds, micros] = await readFrom('time', () => scripts.redis.time());
      return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    },
  };
}

function toEntry(member: string, leasedUntilMs: number): DueEntry {
  const id = member.slice(1);
  switch (member[0]) {
    case 't':
      return { kind: 'transaction', id: id as TransactionId, leasedUntilMs };
    case 'p':
      return { kind: 'plan', id: id as DeviceId, leasedUntilMs };
    default:
      return { kind: 'device', id: id as DeviceId, leasedUntilMs };
  }
}

/** Every open transaction has a due entry, or gets one now: nothing waits for a lost timer. */
async function sweep(scripts: Scripts, nowMs: number): Promise<number> {
  const { redis } = scripts;
  let cursor = '0';
  let added = 0;
  do {
    const [next, ids] = await readFrom('sweep', () => redis.sscan('jg:open', cursor, 'COUNT', 500));
    cursor = next;
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.zadd('jg:due', 'NX', nowMs, `t${id}`);
    const answers = await readAll('sweep', pipeline);
    added += answers.reduce<number>((sum, count) => sum + Number(count), 0);
  } while (cursor !== '0');
  return added;
}

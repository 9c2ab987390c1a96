import type { DeadLetter, Outbox, ReportTarget, Unreported } from '../domain/ports/outbox.ts';
import type { TimelineEntry, TransactionId } from '../domain/transaction.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';
import { parseTransaction } from './transaction-record.ts';

/** How long a leased mark is left to the node that leased it. */
const LEASE_MS = 60_000;
/** Letters looked at in one round trip. */
const PAGE = 200;
/** Leased marks that a resumed target gets at once; the others when their lease ends. */
const RESUMED_MAX = 10_000;

/**
 * The outbox on Redis. `jg:out:<target>` holds a mark per transaction (written by the settling
 * scripts), `jg:outn:<target>` the highest delivered state number, `jg:dead` and `jg:deadv` the
 * letters by `<target>|<id>`, `jg:outstop` the stopped targets.
 */
export function makeOutbox(scripts: Scripts): Outbox {
  return {
    async due(target, nowMs, limit) {
      return (await scripts.run('outbox-due', nowMs, [target, limit, LEASE_MS])) as TransactionId[];
    },
    unreported: (target, id) => readUnreported(scripts, target, id),
    async settle(target, id, stateNumber) {
      const answer = await scripts.run('outbox-settle', 0, [target, id, stateNumber]);
      return answer as 'done' | 'newer';
    },
    async bury(letter) {
      const { target, transactionId, stateNumber, failedAtMs } = letter;
      const args = [target, transactionId, stateNumber, JSON.stringify(letter)];
      await scripts.run('outbox-bury', failedAtMs, args);
    },
    deadLetters: (limit) => readLetters(scripts, limit),
    replay: (target, id, nowMs) => replay(scripts, { target, id, nowMs }),
    stop: (target, reason, nowMs) => stop(scripts, { target, reason, nowMs }),
    resume: (target, nowMs) => resume(scripts, target, nowMs),
    stopped: () => readStopped(scripts),
    backlog: () => readBacklog(scripts),
  };
}

/** One connection keeps their order, in which the transaction comes before its timeline. */
async function readUnreported(
  { redis }: Scripts,
  target: ReportTarget,
  id: TransactionId,
): Promise<Unreported> {
  const pipeline = redis
    .pipeline()
    .hexists('jg:outstop', target)
    .hget(`jg:outn:${target}`, id)
    .hgetall(`jg:tx:${id}`)
    .lrange(`jg:tl:${id}`, 0, -1);
  const [stopped, delivered, fields, lines] = await readAll('unreported', pipeline);
  return {
    isStopped: stopped === 1,
    delivered: Number(delivered ?? 0),
    transaction: parseTransaction(fields as Readonly<Record<string, string>>),
    timeline: (lines as readonly string[]).map((line) => JSON.parse(line) as TimelineEntry),
  };
}

async function readLetters(scripts: Scripts, limit: number): Promise<readonly DeadLetter[]> {
  const { redis } = scripts;
  return await readFrom('dead letters', async () => {
    const members = await redis.zrevrange('jg:dead', 0, limit - 1);
    if (members.length === 0) return [];
    const texts = await redis.hmget('jg:deadv', ...members);
    return texts.filter((text) => text !== null).map((text) => JSON.parse(text) as DeadLetter);
  });
}

type ReplayRequest = {
  readonly target: ReportTarget | null;
  readonly id: TransactionId | null;
  readonly nowMs: number;
};

/** Oldest first, and only letters buried until now: one that fails again is not taken twice. */
async function replay(scripts: Scripts, request: ReplayRequest): Promise<number> {
  let replayed = 0;
  let skipped = 0;
  for (;;) {
    const page = await readFrom('dead letters', () =>
      scripts.redis.zrangebyscore('jg:dead', '-inf', request.nowMs, 'LIMIT', skipped, PAGE),
    );
    const chosen = page.map(parseMember).filter((letter) => isWanted(letter, request));
    const marked = await Promise.all(
      chosen.map(({ target, id }) => scripts.run('outbox-replay', request.nowMs, [target, id])),
    );
    replayed += marked.filter((answer) => answer === 1).length;
    skipped += page.length - chosen.length;
    if (page.length < PAGE) return replayed;
  }
}

function parseMember(member: string): { target: ReportTarget; id: TransactionId } {
  const [target, id] = member.split('|');
  return { target: target as ReportTarget, id: id as TransactionId };
}

function isWanted(letter: { target: ReportTarget; id: TransactionId }, wanted: ReplayRequest) {
  const isTarget = wanted.target === null || wanted.target === letter.target;
  return isTarget && (wanted.id === null || wanted.id === letter.id);
}

/** The first reason stays: a second answer of 410 says nothing new. */
async function stop(
  scripts: Scripts,
  { target, reason, nowMs }: { target: ReportTarget; reason: string; nowMs: number },
): Promise<void> {
  const text = JSON.stringify({ reason, sinceMs: nowMs });
  await readFrom('stop', () => scripts.redis.hsetnx('jg:outstop', target, text));
}

/** Marks that were leased when the target answered 410 are due at once, not when the lease ends. */
async function resume(scripts: Scripts, target: ReportTarget, nowMs: number): Promise<void> {
  const { redis } = scripts;
  const key = `jg:out:${target}`;
  await readFrom('resume', async () => {
    await redis.hdel('jg:outstop', target);
    const leased = await redis.zrangebyscore(key, `(${nowMs}`, '+inf', 'LIMIT', 0, RESUMED_MAX);
    const pipeline = redis.pipeline();
    for (const id of leased) pipeline.zadd(key, 'XX', 'LT', nowMs, id);
    await pipeline.exec();
  });
}

async function readStopped(scripts: Scripts) {
  const fields = await readFrom('stopped', () => scripts.redis.hgetall('jg:outstop'));
  return Object.entries(fields).map(([target, text]) => {
    const { reason, sinceMs } = JSON.parse(text) as { reason: string; sinceMs: number };
    return { target: target as ReportTarget, reason, sinceMs };
  });
}

async function readBacklog(scripts: Scripts) {
  return await readFrom('backlog', async () => {
    const [webhook, graphql] = await Promise.all([
      scripts.redis.zcard('jg:out:webhook'),
      scripts.redis.zcard('jg:out:graphql'),
    ]);
    return { webhook, graphql };
  });
}

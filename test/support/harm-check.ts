import { expect } from 'vitest';
import type { Random } from '../../simulators/lib/random.ts';
import type { Site } from './site.ts';
import type { SiteDevice } from './site-devices.ts';
import { accept, setWater } from './site-mutations.ts';

/**
 * Answers to scripts, kept for a repeat after a lost reply, counters of wrong credentials, and what
 * a queue keeps for itself: its lock of the search for stalled jobs comes and goes.
 */
const allowedKeys = /^jg:(op|lim):|^jg:bull:[^:]+:stalled-check$/;
/** What tells of the inside of the gateway. */
const internals =
  /node_modules|\/src\/|\.(ts|lua):\d|\n\s+at |WRONGTYPE|ERR |ioredis|\bjg:|unexpected member/;

/** What is watched while bad input arrives. */
export type HarmCheck = {
  readonly site: Site;
  /** Another device: its commands must go on as if nothing happened. */
  readonly bystander: SiteDevice;
  /** Texts that must not be seen in any answer or log line. */
  readonly secrets: readonly string[];
  /** Keys of devices that connect in it. */
  readonly offenders?: readonly SiteDevice[];
};

/**
 * Sends bad input while another device is commanded, and checks that nothing came of it: the
 * process lives, the other device's commands succeed once each, no transaction and no key is new,
 * and neither answers nor logs tell a secret. `attack` gives the answers that came back.
 */
export async function expectNoHarm(
  check: HarmCheck,
  attack: () => Promise<readonly string[]>,
): Promise<void> {
  const { site, bystander, secrets, offenders = [] } = check;
  await site.reaches(await accept(site, setWater(bystander, 40)), 'SUCCEEDED');
  const before = await stateOf(site);
  const [answers, ids] = await Promise.all([attack(), commandMeanwhile(site, bystander)]);
  process.kill(site.gateway.pid, 0);
  const headers = { connection: 'close' };
  expect((await fetch(`${site.gateway.http}/health/live`, { headers })).status).toBe(200);
  const after = await stateOf(site);
  const isKnown = (key: string) =>
    before.keys.has(key) ||
    allowedKeys.test(key) ||
    isLateFrames(key, before.keys) ||
    [...ids, bystander.deviceId, ...offenders.map(({ deviceId }) => deviceId)].some((id) =>
      key.includes(id),
    );
  expect([...after.keys].filter((key) => !isKnown(key))).toEqual([]);
  expect(after.total).toBe(before.total + ids.length);
  expect(bystander.executed().slice(-ids.length)).toEqual(ids);
  for (const secret of secrets) {
    expect(answers.filter((answer) => answer.includes(secret))).toEqual([]);
    expect(site.gateway.talk().filter((line) => line.includes(secret))).toEqual([]);
  }
  expect(answers.filter((answer) => internals.test(answer))).toEqual([]);
}

/** Frames are written in turns: those of a device that was there before may come only now. */
function isLateFrames(key: string, known: ReadonlySet<string>): boolean {
  const id = /^jg:fr:(.+)$/.exec(key)?.[1];
  return id !== undefined && known.has(`jg:dev:${id}`);
}

/** Ten commands for the other device, one after the other. */
async function commandMeanwhile(site: Site, device: SiteDevice): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let setpoint = 41; setpoint <= 50; setpoint += 1) {
    const id = await accept(site, setWater(device, setpoint));
    await site.reaches(id, 'SUCCEEDED');
    ids.push(id);
  }
  return ids;
}

async function stateOf(site: Site): Promise<{ keys: ReadonlySet<string>; total: number }> {
  type Data = { deviceTransactions: { totalCount: number } };
  const answer = await site.api.send<Data>('{ deviceTransactions(first: 1) { totalCount } }');
  if (!answer.data) throw new Error(JSON.stringify(answer));
  return { keys: new Set(await site.keys()), total: answer.data.deviceTransactions.totalCount };
}

/** One of a list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A whole number from 0 to below the bound. */
export function whole(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Bytes of any value. */
export function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => whole(random, 256)));
}

/** Printable characters of any kind. */
export function scribble(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(33 + whole(random, 94))).join('');
}

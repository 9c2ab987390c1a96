import { randomUUID } from 'node:crypto';
import type { ReportedState, Seen } from '../domain/ports/devices.ts';
import type { Aspect, Report, Reports } from '../domain/reports.ts';
import type { TransactionId } from '../domain/transaction.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { type FlatHash, parseTransaction, toFields } from './transaction-record.ts';

/** Alerts kept per device (kraken-api.md 4). */
const alertMax = 20;

/** The reported state of devices: hash `rep:<dev>`, one field per aspect. */
export function makeReportedState(scripts: Scripts): ReportedState {
  const { redis } = scripts;
  return {
    async report(deviceId, aspect, report) {
      const answer = (await scripts.run('report-state', report.receivedAtMs, [
        deviceId,
        randomUUID(),
        aspect,
        report.rev,
        report.bootId.replaceAll('|', ''),
        report.atMs,
        JSON.stringify(report.value),
      ])) as [number, string, TransactionId[], FlatHash, FlatHash];
      const [stored, replaced, ids, transaction, reports] = answer;
      if (stored !== 1) return null;
      const before = replaced ? parseReport(replaced) : null;
      return { before, ids: [...new Set(ids)], seen: parseSeen(transaction, reports) };
    },
    async read(deviceId) {
      return parseReports(await readFrom('reports', () => redis.hgetall(`jg:rep:${deviceId}`)));
    },
    async describe(deviceId, description) {
      const text = JSON.stringify(description);
      await readFrom('describe', () => redis.hset(`jg:dev:${deviceId}`, 'description', text));
    },
    async closeWish(deviceId, name) {
      await scripts.run('end-wish', 0, [deviceId, name]);
    },
    async alert(deviceId, alert) {
      await readFrom('alert', async () => {
        const key = `jg:al:${deviceId}`;
        await redis
          .multi()
          .lpush(key, JSON.stringify(alert))
          .ltrim(key, 0, alertMax - 1)
          .exec();
      });
    },
  };
}

function parseSeen(transaction: FlatHash, reports: FlatHash): Seen | undefined {
  const found = parseTransaction(toFields(transaction));
  return found ? { transaction: found, reports: parseReports(toFields(reports)) } : undefined;
}

/** Reads the hash `rep:<dev>`: `rev|bootId|atMs|receivedAtMs|value` per aspect. */
export function parseReports(fields: Readonly<Record<string, string>>): Reports {
  const reports: Partial<Record<Aspect, Report>> = {};
  for (const [aspect, text] of Object.entries(fields)) {
    reports[aspect as Aspect] = parseReport(text);
  }
  return reports;
}

function parseReport(text: string): Report {
  const [rev, bootId, atMs, receivedAtMs] = text.split('|', 4) as [string, string, string, string];
  const value = text.slice(rev.length + bootId.length + atMs.length + receivedAtMs.length + 4);
  return {
    rev: Number(rev),
    bootId,
    atMs: Number(atMs),
    receivedAtMs: Number(receivedAtMs),
    value: JSON.parse(value),
  };
}

import { assertNever } from './assert-never.ts';
import { toChargeMark, toChargeReading } from './charge-reading.ts';
import type { DeviceId } from './device.ts';
import type { DeviceEvent, RecordDeviceEvent } from './device-event.ts';
import { toEnergySample } from './energy-sample.ts';
import { toShown } from './evidence.ts';
import { changesPlan } from './planning/changes-plan.ts';
import type { ChargeHistory } from './ports/charge-history.ts';
import type { Wake } from './ports/connections.ts';
import type { ReportedState, Telemetry } from './ports/devices.ts';
import type { EnergyHistory } from './ports/energy-history.ts';
import type { Plans } from './ports/plans.ts';
import type { Mailbox } from './ports/transactions.ts';
import { toPrintable } from './printable.ts';
import type { Report } from './reports.ts';
import { judge, type SettlePorts, settleTransaction, toReplyEvent } from './settle-transaction.ts';

/** What recording needs besides settling. */
export type RecordPorts = SettlePorts & {
  readonly mailbox: Mailbox;
  readonly reported: ReportedState;
  readonly telemetry: Telemetry;
  readonly energy: EnergyHistory;
  readonly charges: Pick<ChargeHistory, 'record' | 'mark'>;
  readonly plans: Pick<Plans, 'remake'>;
  readonly wake: Wake;
  /** How long a step's CALL may go unanswered, ms (lifecycle.md, "Windows"). */
  readonly stepWindowMs: number;
};

/** Makes the use case: what a device says is stored, and settles what it decides. */
export function makeRecordDeviceEvent(ports: RecordPorts): RecordDeviceEvent {
  return (deviceId, event) => record(ports, deviceId, event);
}

async function record(ports: RecordPorts, deviceId: DeviceId, event: DeviceEvent): Promise<void> {
  const nowMs = ports.clock.nowMs();
  switch (event.type) {
    case 'reply':
      return await recordReply(ports, deviceId, event);
    case 'reported':
      return await recordReport(ports, deviceId, event);
    case 'described':
      return await ports.reported.describe(deviceId, event.description);
    case 'step':
      return await recordStep(ports, event);
    case 'session-ended':
      return await ports.reported.closeWish(deviceId, 'boost');
    case 'telemetry':
      return await recordSample(ports, deviceId, event);
    case 'alert':
      return await ports.reported.alert(deviceId, {
        message: toPrintable(event.message),
        publishedAtMs: nowMs,
      });
    default:
      return assertNever(event);
  }
}

/** An answer for another device's transaction is nobody's: it is not even looked at further. */
async function recordReply(
  ports: RecordPorts,
  deviceId: DeviceId,
  event: Extract<DeviceEvent, { type: 'reply' }>,
): Promise<void> {
  const settled = await settleTransaction(ports, {
    id: event.transactionId,
    deviceId,
    eventId: event.eventId,
    toEvent: (stored, reports) => toReplyEvent(stored, event.reply, reports),
    who: 'device',
  });
  if (!settled) {
    ports.metrics.count('frames_invalid', { reason: 'foreign transaction' });
    ports.log.warn({ deviceId }, 'an answer names a transaction that is not of this device');
    return;
  }
  if (settled.result.laneHasNext) ports.wake.wake(deviceId);
}

async function recordReport(
  ports: RecordPorts,
  deviceId: DeviceId,
  event: Extract<DeviceEvent, { type: 'reported' }>,
): Promise<void> {
  const { aspect, rev, bootId, atMs, value } = event;
  const receivedAtMs = ports.clock.nowMs();
  const stored = await ports.reported.report(deviceId, aspect, {
    rev,
    bootId,
    atMs,
    receivedAtMs,
    value,
  });
  if (!stored) return;
  const isPassedOn = await passOn(ports, deviceId, { event, before: stored.before });
  for (const id of stored.ids) {
    const settled = await settleTransaction(ports, {
      id,
      deviceId,
      eventId: `report:${aspect}:${bootId}:${rev}:${receivedAtMs}`,
      // Whatever took its time may have let an answer overtake.
      seen: isPassedOn ? undefined : stored.seen,
      toEvent: (transaction, reports) => {
        const verdict = judge(transaction, reports);
        const before = rev === 'next' ? null : stored.before;
        if (!before || verdict.kind === 'proved') return { type: 'evidence', verdict };
        const earlier = judge(transaction, { ...reports, [aspect]: before });
        return { type: 'evidence', verdict, shown: toShown(earlier, aspect, before) };
      },
      who: 'device',
    });
    if (settled?.result.laneHasNext) ports.wake.wake(deviceId);
  }
}

/** What follows from a report for the plan and for the tally, in one write to the disk, if any. */
async function passOn(
  ports: RecordPorts,
  deviceId: DeviceId,
  part: { event: Extract<DeviceEvent, { type: 'reported' }>; before: Report | null },
): Promise<boolean> {
  const { event, before } = part;
  const { windowMs } = ports.clock;
  const nowMs = ports.clock.nowMs();
  const reading = toChargeReading(event.aspect, { before, report: event }, windowMs);
  const mark = toChargeMark(event.aspect, { before, report: event });
  const isPlanned = changesPlan(event.aspect, before, event.value);
  if (!reading && !mark && !isPlanned) return false;
  await Promise.all([
    reading && ports.charges.record(deviceId, reading, nowMs),
    mark && ports.charges.mark(deviceId, mark, nowMs),
    isPlanned && ports.plans.remake(deviceId, nowMs),
  ]);
  return true;
}

/** Samples of a heat pump's counters are summed up, too. */
async function recordSample(
  ports: RecordPorts,
  deviceId: DeviceId,
  { name, sample }: Extract<DeviceEvent, { type: 'telemetry' }>,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const counters = name === 'energy' ? toEnergySample(sample) : null;
  // Side by side, so that both are in one write to the disk.
  await Promise.all([
    ports.telemetry.record(deviceId, name, sample, nowMs),
    counters && ports.energy.record(deviceId, counters, nowMs),
  ]);
}

async function recordStep(
  ports: RecordPorts,
  event: Extract<DeviceEvent, { type: 'step' }>,
): Promise<void> {
  const { transactionId, attempt, epoch, detail, frameHash } = event;
  const nowMs = ports.clock.nowMs();
  await ports.mailbox.step({
    id: transactionId,
    operationId: `step:${attempt}:${epoch}:${frameHash ?? detail}:${nowMs}`,
    attempt,
    epoch,
    detail,
    frameHash,
    nowMs,
    dueAtMs: nowMs + ports.clock.windowMs(ports.stepWindowMs),
    node: ports.node,
  });
}

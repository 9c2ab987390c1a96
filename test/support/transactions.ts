import type { AccountNumber, DeviceId } from '../../src/domain/device.ts';
import type {
  TimelineEntry,
  Transaction,
  TransactionId,
  TransactionStatus,
  Wish,
} from '../../src/domain/transaction.ts';

/** A wish to rename a sensor: it needs nothing of a device but a name. */
export function makeWish(overrides: Partial<Wish> = {}): Wish {
  return {
    id: '01900000-0000-7000-8000-000000000001' as TransactionId,
    deviceId: '01900000-0000-7000-8000-00000000d001' as DeviceId,
    accountNumber: 'A-1234ABCD' as AccountNumber,
    command: { kind: 'rename_sensor', params: { sensorCode: 'ADC1', displayName: 'Hall' } },
    mutation: 'updateSensorDisplayName',
    clientReference: 'ref-1',
    actor: { kind: 'owner', subject: 'key:1', onBehalfOf: null },
    causeId: null,
    traceparent: null,
    supersedeKey: null,
    createdAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    expiresAtMs: Date.UTC(2026, 0, 3, 3, 4, 5),
    ...overrides,
  };
}

/** A transaction in some state; by default just accepted. */
export function makeTransaction(overrides: Partial<Transaction> = {}): Transaction {
  return {
    ...makeWish(),
    status: 'QUEUED',
    stateNumber: 1,
    seq: 7,
    attempt: 0,
    epoch: null,
    updatedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    sentAtMs: null,
    attemptAtMs: null,
    acknowledgedAtMs: null,
    unconfirmedAtMs: null,
    unanswered: false,
    shown: null,
    marks: {},
    evidence: null,
    verified: null,
    reason: null,
    supersededBy: null,
    frozenBy: null,
    ...overrides,
  };
}

/** The timeline that leads through the given states, numbered from 1, one second apart. */
export function makeTimeline(...statuses: readonly TransactionStatus[]): readonly TimelineEntry[] {
  return statuses.map((status, index) => ({
    atMs: Date.UTC(2026, 0, 2, 3, 4, 5 + index),
    status,
    stateNumber: index + 1,
    detail: `became ${status}`,
    attempt: index === 0 ? 0 : 1,
    epoch: null,
    node: 'node-1',
    who: 'gateway',
    frameHash: null,
  }));
}

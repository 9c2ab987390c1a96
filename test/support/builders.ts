import type { Caller } from '../../src/domain/caller.ts';
import type { Command } from '../../src/domain/command.ts';
import { specOf } from '../../src/domain/command.ts';
import type { DeviceView } from '../../src/domain/commands/spec.ts';
import type { DeviceDescription } from '../../src/domain/description.ts';
import type { AccountNumber, Device, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import { noSettings } from '../../src/domain/device-settings.ts';
import type { MachineContext } from '../../src/domain/machine-context.ts';
import type { Aspect, Report } from '../../src/domain/reports.ts';
import type { Transaction, TransactionId } from '../../src/domain/transaction.ts';
import { fakeStartMs } from './fake-clock.ts';

/** The commands that tests wish for, one per kind. */
export const wishes = {
  boost: { kind: 'boost', params: {} },
  cancelBoost: { kind: 'cancel_boost', params: {} },
  zoneMode: { kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'ON', setpointC: 21 } },
  setpoint: { kind: 'set_water_setpoint', params: { setpointC: 50 } },
  rename: { kind: 'rename_sensor', params: { sensorCode: 'S1', displayName: 'Hall' } },
  reserve: { kind: 'set_reserve', params: { minSocPercent: 20 } },
} as const satisfies Record<string, Command>;

/** The water setpoint that a test wishes for, C. */
export function setpointOf(setpointC: number): Command {
  return { kind: 'set_water_setpoint', params: { setpointC } };
}

/** A new display name for a sensor. */
export function renameOf(sensorCode: string, displayName: string): Command {
  return { kind: 'rename_sensor', params: { sensorCode, displayName } };
}

/** A stored transaction that was just accepted, with what a test says differently. */
export function makeTransaction(over: Partial<Transaction> = {}): Transaction {
  const command = over.command ?? wishes.setpoint;
  const spec = specOf(command);
  return {
    id: 'tx-1' as TransactionId,
    deviceId: 'dev-1' as DeviceId,
    accountNumber: 'A-1' as AccountNumber,
    command,
    mutation: 'updateWaterSetpoint',
    clientReference: null,
    actor: { kind: 'owner', subject: 'alice', onBehalfOf: null },
    causeId: null,
    traceparent: null,
    supersedeKey: spec.supersedeKey(command.params),
    createdAtMs: fakeStartMs,
    expiresAtMs: fakeStartMs + spec.policy.expiresAfterMs,
    status: 'QUEUED',
    stateNumber: 1,
    seq: 1,
    attempt: 0,
    epoch: null,
    updatedAtMs: fakeStartMs,
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
    ...over,
  };
}

/** What the machine knows besides the transaction, `afterMs` after acceptance. */
export function makeContext(transaction: Transaction, afterMs = 1_000): MachineContext {
  return {
    policy: specOf(transaction.command).policy,
    nowMs: fakeStartMs + afterMs,
    windowMs: (durationMs) => durationMs,
  };
}

/** A report that came `afterMs` after the fake start. */
export function makeReport(value: unknown, over: Partial<Report> = {}): Report {
  const receivedAtMs = fakeStartMs + 5_000;
  return { rev: 2, bootId: 'boot-1', atMs: receivedAtMs, receivedAtMs, value, ...over };
}

/** Reports by aspect, each received after the moment that tests call SENT. */
export function makeReports(values: Partial<Record<Aspect, unknown>>) {
  return Object.fromEntries(
    Object.entries(values).map(([aspect, value]) => [aspect, makeReport(value)]),
  ) as Partial<Record<Aspect, Report>>;
}

/** A registered device that has connected before. */
export function makeDevice(over: Partial<Device> = {}): Device {
  return {
    id: 'dev-1' as DeviceId,
    accountNumber: 'A-1' as AccountNumber,
    propertyId: 1,
    class: 'heat_pump_controller',
    protocol: 'mqtt',
    identity: '00124b0001020304' as DeviceIdentity,
    provider: 'HEAT_PUMP',
    registeredBy: 'gateway',
    createdAtMs: fakeStartMs - 60_000,
    firstConnectedAtMs: fakeStartMs - 50_000,
    retiredAtMs: null,
    hasSecret: true,
    testPassedAtMs: null,
    testFailure: null,
    signInFailedAtMs: null,
    ...over,
  };
}

/** What a device of any class says that it can do: all kinds, two zones, sensors S0 to S39. */
export function makeDescription(over: Partial<DeviceDescription> = {}): DeviceDescription {
  const range = { enabled: true, sensorCodes: ['S1'], stepC: 0.5 };
  return {
    class: 'heat_pump_controller',
    make: 'Acme',
    model: 'H1',
    serial: '1',
    hardwareVersion: '1',
    kinds: Object.values(wishes).map((wish) => wish.kind),
    firmware: {},
    slotsMax: 8,
    zones: [
      { zone: 'ZONE_1', type: 'HEAT', minC: 7, maxC: 30, ...range },
      { zone: 'ZONE_2', type: 'HEAT', minC: 7, maxC: 30, ...range, enabled: false },
      { zone: 'WATER', type: 'WATER', minC: 40, maxC: 60, ...range },
    ],
    sensors: Array.from({ length: 80 }, (_, index) => ({ code: `S${index}`, type: 'NTC' })),
    water: { minC: 40, maxC: 60 },
    heatPump: null,
    flow: null,
    battery: null,
    charger: null,
    ...over,
  };
}

/** What a guard sees: a live, described device without reports or wishes. */
export function makeView(over: Partial<DeviceView> = {}): DeviceView {
  return {
    device: makeDevice(),
    description: makeDescription(),
    link: { epoch: 1, live: true, connectedAtMs: fakeStartMs, lostAtMs: null },
    reports: {},
    wishes: {},
    settings: noSettings,
    nowMs: fakeStartMs,
    startedAtMs: fakeStartMs - 3_600_000,
    windowMs: (durationMs) => durationMs,
    ...over,
  };
}

/** A caller that may command account A-1 and no other. */
export function makeCaller(over: Partial<Caller> = {}): Caller {
  return {
    credentialId: 'key-1',
    subject: 'alice',
    role: 'account',
    accounts: ['A-1'],
    onBehalfOf: null,
    ...over,
  };
}

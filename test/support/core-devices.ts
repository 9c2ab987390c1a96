import { randomUUID } from 'node:crypto';
import type { Command } from '../../src/domain/command.ts';
import type {
  AccountNumber,
  DeviceClass,
  DeviceId,
  DeviceIdentity,
} from '../../src/domain/device.ts';
import { protocolOfClass } from '../../src/domain/device.ts';
import type { DeviceEvent } from '../../src/domain/device-event.ts';
import type { DeviceReply } from '../../src/domain/reply.ts';
import type { Aspect } from '../../src/domain/reports.ts';
import type { Submission } from '../../src/domain/submission.ts';
import type { Transaction, TransactionId } from '../../src/domain/transaction.ts';
import { makeCaller, makeDescription } from './builders.ts';
import type { Core } from './core.ts';
import { type FakeConnection, makeFakeConnection } from './fake-connection.ts';

type LinkOptions = Parameters<typeof makeFakeConnection>[2];

/** A registered and described device, with what a test does to it. */
export type TestDevice = Awaited<ReturnType<typeof addDevice>>;

/** Registers and describes a device of account A-1. */
export async function addDevice(
  core: Core,
  deviceClass: DeviceClass = 'heat_pump_controller',
  over: { id?: string; identity?: string; provider?: string } = {},
) {
  const id = (over.id ?? `dev-${randomUUID()}`) as DeviceId;
  const identity = (over.identity ?? `who-${id}`) as DeviceIdentity;
  const protocol = protocolOfClass[deviceClass];
  await core.devices.register({
    id,
    accountNumber: 'A-1' as AccountNumber,
    propertyId: 1,
    class: deviceClass,
    identity,
    provider: over.provider ?? 'TEST',
    registeredBy: 'gateway',
    createdAtMs: core.clock.nowMs(),
    secretHash: 'salt.hash',
  });
  await core.reported.describe(id, makeDescription({ class: deviceClass }));
  const device = { id, identity };
  let rev = 0;
  return {
    ...device,
    /** Brings it online at a gateway; its lane wakes there. */
    connect: (over: LinkOptions = {}, at: Core = core): Promise<FakeConnection> =>
      at.links.open({ id, class: deviceClass } as Parameters<typeof core.links.open>[0], (epoch) =>
        makeFakeConnection(device, epoch, { protocol, ...over }),
      ),
    submit: (command: Command, more: Partial<Submission> = {}) =>
      core.submit(makeSubmission(id, [command], more)),
    /** Accepts one command and gives its id. */
    async accept(command: Command): Promise<TransactionId> {
      const { transactionIds } = await core.submit(makeSubmission(id, [command]));
      return transactionIds[0] as TransactionId;
    },
    /** Anything else that the device says. */
    tell: (event: DeviceEvent) => core.record(id, event),
    /** The device's answer to a command; `eventId` as the adapter would name it. */
    answer: (transactionId: TransactionId, reply: DeviceReply, eventId: string = randomUUID()) =>
      core.record(id, { type: 'reply', transactionId, reply, eventId }),
    /** The device shows an aspect of its state, at the next revision. */
    async show(aspect: Aspect, value: unknown, at: { rev?: number; bootId?: string } = {}) {
      rev = at.rev ?? rev + 1;
      const bootId = at.bootId ?? 'boot-1';
      const atMs = core.clock.nowMs();
      await core.record(id, { type: 'reported', aspect, rev, bootId, atMs, value });
      return rev;
    },
  };
}

/** One mutation of account A-1's owner. */
export function makeSubmission(
  deviceId: DeviceId,
  commands: readonly Command[],
  over: Partial<Submission> = {},
): Submission {
  return {
    caller: makeCaller(),
    target: { by: 'id', id: deviceId },
    commands,
    mutation: 'test',
    responsePath: 'test',
    input: commands,
    idempotencyKey: null,
    clientReference: null,
    traceparent: null,
    ...over,
  };
}

/** The stored transaction; a missing one fails the test. */
export async function read(core: Core, id: TransactionId): Promise<Transaction> {
  const transaction = await core.transactions.find(id);
  if (!transaction) throw new Error(`no transaction ${id}`);
  return transaction;
}

/** The states that a transaction went through, by its timeline. */
export async function statesOf(core: Core, id: TransactionId): Promise<readonly string[]> {
  const timeline = await core.transactions.timeline(id);
  const first = timeline.filter(
    (line, index) => timeline.findIndex((each) => each.stateNumber === line.stateNumber) === index,
  );
  return first.filter((line) => line.stateNumber > 0).map((line) => line.status);
}

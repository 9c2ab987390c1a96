import type { AccountNumber, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import type { ChargeReading } from '../../src/domain/ports/charge-history.ts';
import type { EnergySample } from '../../src/domain/ports/energy-history.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeCallLimiter } from '../../src/store/call-limiter.ts';
import { makeChargingSessions } from '../../src/store/charging-sessions.ts';
import { makeOutbox } from '../../src/store/outbox.ts';
import { makeRetention } from '../../src/store/retention.ts';
import { setpointOf } from './builders.ts';
import type { Core } from './core.ts';
import { fakeStartMs } from './fake-clock.ts';
import {
  acknowledged,
  caseDevice,
  prepareDevice,
  prepareQueued,
  prepareSent,
  type ScriptCase,
  toEntry,
  toSettle,
} from './script-cases.ts';

const nowMs = fakeStartMs;
const id = 'one' as TransactionId;

async function prepareEnded(core: Core): Promise<void> {
  await prepareSent(core, id);
  await core.mailbox.settle(toSettle(id));
}

async function bury(core: Core): Promise<void> {
  await makeOutbox(core.scripts).bury({
    ...{ target: 'webhook', transactionId: id, stateNumber: 3, reason: 'gone' },
    ...{ failedAtMs: nowMs, attempts: 3 },
  });
}

function toEnergy(offsetMs: number, kwh: number): EnergySample {
  return { atMs: nowMs + offsetMs, energyInKwh: kwh, heatOutKwh: kwh * 3, outdoorC: 4 };
}

function toReading(offsetMs: number, registerWh: number): ChargeReading {
  return { sessionId: 1, atMs: nowMs + offsetMs, registerWh, isEnd: false };
}

/** The cases of the scripts around the lanes: links, registry, reports, outbox, retention. */
export const edgeCases: readonly ScriptCase[] = [
  {
    script: 'connect',
    what: 'of a device with commands',
    prepare: (core) => prepareQueued(core, id),
    call: (core) => core.sessions.connect(caseDevice, nowMs),
  },
  {
    script: 'disconnect',
    what: 'of the newest epoch',
    prepare: (core) => prepareQueued(core, id),
    call: (core) => core.sessions.disconnect(caseDevice, 1, nowMs),
  },
  {
    script: 'report-state',
    what: 'while a command awaits evidence',
    prepare: async (core) => {
      await prepareSent(core, id);
      await core.mailbox.settle(toSettle(id, { move: acknowledged }));
    },
    call: (core) =>
      core.reported.report(caseDevice, 'config', {
        ...{ rev: 'next', bootId: 'b', atMs: nowMs, receivedAtMs: nowMs, value: { a: 1 } },
      }),
  },
  {
    script: 'end-wish',
    what: 'of a command that was carried out',
    prepare: async (core) => {
      await prepareEnded(core);
      await core.redis.hset(`jg:dev:${caseDevice}`, 'w:boost', `${id}|${nowMs}`);
    },
    call: (core) => core.reported.closeWish(caseDevice, 'boost'),
  },
  {
    script: 'end-wish',
    what: 'of what a waiting cancel has closed',
    prepare: async (core) => {
      await prepareQueued(core, id);
      const facts = { wishName: 'boost', formerWish: `earlier|${nowMs}` };
      await core.redis.hset(`jg:tx:${id}`, facts);
    },
    call: (core) => core.reported.closeWish(caseDevice, 'boost'),
  },
  {
    script: 'lease',
    what: 'of what is due',
    prepare: (core) => prepareQueued(core, id),
    call: (core) => core.due.lease(nowMs + 60_000, 10),
  },
  {
    script: 'rearm',
    what: 'of a leased entry',
    prepare: async (core) => {
      await prepareQueued(core, id);
      await core.due.lease(nowMs, 10);
    },
    call: (core) =>
      core.due.rearm({ kind: 'device', id: caseDevice, leasedUntilMs: nowMs + 5_000 }, null),
  },
  {
    script: 'register',
    what: 'of a new device',
    prepare: prepareDevice,
    call: (core) =>
      core.devices.register({
        ...{ id: 'dev-2' as DeviceId, accountNumber: 'A-1' as AccountNumber, propertyId: 1 },
        ...{ class: 'battery', identity: 'who-2' as DeviceIdentity, provider: 'TEST' },
        ...{ registeredBy: 'gateway', createdAtMs: nowMs, secretHash: 'salt.hash' },
      }),
  },
  {
    script: 'set-credentials',
    what: 'with another identity',
    prepare: prepareDevice,
    call: (core) => {
      const given = { secretHash: 'a.b', isTrusted: false };
      return core.devices.setCredentials(caseDevice, 'who-9' as DeviceIdentity, given);
    },
  },
  {
    script: 'charge',
    what: 'below the limit',
    prepare: prepareDevice,
    call: (core) => makeCallLimiter(core.scripts).charge('scope', 2, 10, 60_000),
  },
  {
    script: 'start-session',
    what: 'of a charger',
    prepare: prepareDevice,
    call: (core) =>
      makeChargingSessions(core.scripts).start({
        ...{ deviceId: caseDevice, connectorId: 1, stationId: null, toldAs: '1|tag', idTag: 'tag' },
        ...{ startedAtMs: nowMs, meterStartWh: 5 },
      }),
  },
  {
    script: 'fold-charge',
    what: 'that ends one charge and begins another',
    prepare: async (core) => {
      await prepareDevice(core);
      await core.charges.record(caseDevice, toReading(0, 1_000), nowMs);
      await core.charges.record(caseDevice, toReading(60_000, 1_100), nowMs);
    },
    call: (core) => core.charges.record(caseDevice, toReading(7_200_000, 3_000), nowMs + 7_200_000),
  },
  {
    script: 'mark-charge',
    what: 'of a vehicle that rests',
    prepare: async (core) => {
      await prepareDevice(core);
      await core.charges.record(caseDevice, toReading(0, 1_000), nowMs);
    },
    call: (core) => core.charges.mark(caseDevice, { atMs: nowMs, kind: 'rest' }, nowMs),
  },
  {
    script: 'fold-energy',
    what: 'of a sample that closes hours of two blocks',
    prepare: async (core) => {
      await core.energy.record(caseDevice, toEnergy(-20 * 86_400_000, 100), nowMs);
    },
    call: (core) => core.energy.record(caseDevice, toEnergy(0, 140), nowMs),
  },
  {
    script: 'outbox-due',
    what: 'of what has to be reported',
    prepare: prepareEnded,
    call: (core) => makeOutbox(core.scripts).due('webhook', nowMs, 10),
  },
  {
    script: 'outbox-settle',
    what: 'of a delivery',
    prepare: prepareEnded,
    call: (core) => makeOutbox(core.scripts).settle('webhook', id, 3),
  },
  { script: 'outbox-bury', what: 'of a letter', prepare: prepareEnded, call: bury },
  {
    script: 'outbox-replay',
    what: 'of a letter',
    prepare: async (core) => {
      await prepareEnded(core);
      await bury(core);
    },
    call: (core) => core.scripts.run('outbox-replay', nowMs, ['webhook', id]),
  },
  {
    script: 'purge',
    what: 'of an ended and reported transaction',
    prepare: async (core) => {
      await prepareEnded(core);
      await makeOutbox(core.scripts).settle('webhook', id, 3);
    },
    call: (core) => makeRetention(core.scripts).purge(nowMs + 1, 10),
  },
  {
    script: 'purge-refused',
    what: 'of an old refusal',
    prepare: async (core) => {
      await prepareDevice(core);
      const { wish } = toEntry(id, setpointOf(50));
      await core.transactions.refuse(wish, { code: 'no', detail: null }, nowMs);
    },
    call: (core) => makeRetention(core.scripts).purgeRefused(nowMs + 1, 10),
  },
];

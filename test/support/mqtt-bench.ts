import { makeMqttAdapter } from '../../src/adapters/mqtt/adapter.ts';
import type { MqttLimits, TlsSettings } from '../../src/adapters/mqtt/settings.ts';
import type { Command } from '../../src/domain/command.ts';
import { makeConnectionTable } from '../../src/domain/connection-table.ts';
import type {
  AccountNumber,
  Device,
  DeviceClass,
  DeviceId,
  DeviceIdentity,
} from '../../src/domain/device.ts';
import type { DeviceEvent } from '../../src/domain/device-event.ts';
import { makeDeviceLinks } from '../../src/domain/device-links.ts';
import type { PeerCertificates } from '../../src/domain/ports/certificates.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import type { Connections, Order } from '../../src/domain/ports/connections.ts';
import type { CertificateDoor, DeviceDoor } from '../../src/domain/ports/devices.ts';
import type { Metrics } from '../../src/domain/ports/metrics.ts';
import type { ProvisioningDesk } from '../../src/domain/ports/provisioning-desk.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { type MemoryLog, makeMemoryLog } from './memory-log.ts';
import { makeRealClock } from './real-clock.ts';

/** The named values of mqtt.md, "Limits". */
export const namedLimits: MqttLimits = {
  mqttPacketBytes: 65_536,
  mqttCommandBytes: 8_192,
  mqttStateBytes: 32_768,
  mqttTelemetryBytes: 16_384,
  mqttKeepAliveSeconds: 120,
  connections: 100,
};

/** The secret that the bench's door takes for every device that it knows. */
export const rightSecret = 'a-right-secret';

/** One recorded event, with the device that it came from. */
export type Recorded = { readonly deviceId: string; readonly event: DeviceEvent };

/** A birth as it was stored. */
export type BootEvent = Extract<DeviceEvent, { type: 'reported' }>;

/** The adapter on a real listener, over recorded fakes of the domain's ports. */
export type MqttBench = {
  readonly port: number;
  /** Of the TLS listener; 0 without one. */
  readonly tlsPort: number;
  readonly log: MemoryLog;
  readonly connections: Connections;
  /** What was stored, in order, but for births. */
  readonly recorded: Recorded[];
  /** The births that were stored. */
  readonly boots: readonly BootEvent[];
  /** `connect d1 1`, `disconnect d1 1`: what became of epochs. */
  readonly sessions: readonly string[];
  /** How often a counter was raised, with a reason. */
  counted(name: string, reason?: string): number;
  /** Replaced by tests that hold or fail the store. */
  store: (deviceId: DeviceId, event: DeviceEvent) => Promise<void>;
  /** Replaced by tests that hold or fail the storing of births. */
  storeBoot: () => Promise<void>;
  /** Replaced by tests that hold or fail the route. */
  route: () => Promise<void>;
  door: DeviceDoor['admit'];
  /** Lets every device certificate in, until a test replaces it. */
  certificateDoor: CertificateDoor['admitCertificate'];
  /** Answers nothing but 503, until a test replaces what it needs. */
  desk: ProvisioningDesk;
  stop(): Promise<void>;
};

/** What a bench may differ in. */
export type MqttBenchOptions = {
  readonly limits?: Partial<MqttLimits>;
  readonly clock?: Clock;
  readonly host?: string;
  readonly class?: DeviceClass;
  readonly tls?: TlsSettings & { readonly peers: PeerCertificates };
  readonly publicHost?: string;
};

/** A device as the registry knows it; its id is its EUID with a `d` in front. */
export function makeDevice(euid: string, deviceClass: DeviceClass = 'battery'): Device {
  return {
    id: `d${euid}` as DeviceId,
    accountNumber: 'A-00000001' as AccountNumber,
    propertyId: 1,
    class: deviceClass,
    protocol: 'mqtt',
    identity: euid as DeviceIdentity,
    provider: 'JOULEGATE',
    registeredBy: 'gateway',
    createdAtMs: 0,
    firstConnectedAtMs: null,
    retiredAtMs: null,
    hasSecret: true,
    testPassedAtMs: null,
    testFailure: null,
    signInFailedAtMs: null,
  };
}

/** Starts the adapter; `stop` it in `afterEach`. */
export async function startMqttBench(options: MqttBenchOptions = {}): Promise<MqttBench> {
  const log = makeMemoryLog();
  const clock = options.clock ?? makeRealClock();
  const counts: { name: string; reason: string | undefined }[] = [];
  const metrics: Metrics = {
    count: (name, labels) => counts.push({ name, reason: labels?.['reason'] }),
    observeSeconds: () => {},
  };
  const recorded: Recorded[] = [];
  const boots: BootEvent[] = [];
  const sessions: string[] = [];
  const connections = makeConnectionTable();
  const epochs = new Map<DeviceId, number>();
  const links = makeDeviceLinks({
    connections,
    sessions: {
      async connect(deviceId) {
        await bench.route();
        const epoch = (epochs.get(deviceId) ?? 0) + 1;
        epochs.set(deviceId, epoch);
        sessions.push(`connect ${deviceId} ${epoch}`);
        return epoch;
      },
      async disconnect(deviceId, epoch) {
        sessions.push(`disconnect ${deviceId} ${epoch}`);
      },
    },
    plans: { remake: async () => {} },
    wake: { wake: () => {} },
    clock,
    log,
    metrics,
  });
  const adapter = makeMqttAdapter(
    {
      links,
      record: async (deviceId, event) => {
        if (event.type === 'reported' && event.aspect === 'boot') {
          await bench.storeBoot();
          boots.push(event);
          return;
        }
        await bench.store(deviceId, event);
        recorded.push({ deviceId, event });
      },
      door: { admit: (attempt) => bench.door(attempt) },
      certificateDoor: { admitCertificate: (attempt) => bench.certificateDoor(attempt) },
      peers: options.tls?.peers ?? { read: () => null },
      frames: { record: () => undefined },
      desk: {
        enter: (session) => bench.desk.enter(session),
        sign: (session, request) => bench.desk.sign(session, request),
        register: (session, request) => bench.desk.register(session, request),
        rotate: (device, fingerprint, request) => bench.desk.rotate(device, fingerprint, request),
      },
      clock,
      log,
      metrics,
    },
    {
      host: options.host ?? '127.0.0.1',
      port: 0,
      tls: options.tls ?? null,
      publicHost: options.publicHost ?? null,
      limits: { ...namedLimits, ...options.limits },
    },
  );
  const bench: Omit<MqttBench, 'port' | 'tlsPort'> = {
    log,
    connections,
    recorded,
    boots,
    sessions,
    counted: (name, reason) =>
      counts.filter((each) => each.name === name && (!reason || each.reason === reason)).length,
    store: async () => {},
    storeBoot: async () => {},
    route: async () => {},
    door: async ({ identity, secret }) =>
      Buffer.from(secret ?? '').toString() === rightSecret
        ? { kind: 'admitted', device: makeDevice(identity, options.class) }
        : { kind: 'refused' },
    certificateDoor: async ({ identity }) => ({
      kind: 'admitted',
      device: makeDevice(identity, options.class),
    }),
    desk: closedDesk,
    stop: () => adapter.stop(),
  };
  const { port, tls } = await adapter.start();
  return Object.assign(bench, { port, tlsPort: tls?.port ?? 0 });
}

const closed = { kind: 'rejected', status: 503, code: 'unavailable', detail: 'Closed.' } as const;

/** A desk where nobody sits. */
export const closedDesk: ProvisioningDesk = {
  enter: async () => closed,
  sign: async () => closed,
  register: async () => closed,
  rotate: async () => closed,
};

let orders = 0;

/** An order as the lane hands it to a connection; each call makes another transaction. */
export function makeOrder(command: Command, more: Partial<Order> = {}): Order {
  orders += 1;
  return {
    transactionId: toTransactionId(orders),
    seq: 1_700_000_000 + orders,
    attempt: 1,
    command,
    issuedAtMs: Date.parse('2026-11-23T12:00:00.000Z'),
    ttlS: 3_600,
    expiresAtMs: Date.parse('2026-11-23T13:00:00.000Z'),
    ...more,
  };
}

/** A UUID with a readable end. */
export function toTransactionId(number: number): TransactionId {
  return `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as TransactionId;
}

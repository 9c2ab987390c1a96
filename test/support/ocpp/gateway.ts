import { makeOcppAdapter } from '../../../src/adapters/ocpp/adapter.ts';
import {
  defaultTimes,
  type OcppSettings,
  type OcppTimes,
} from '../../../src/adapters/ocpp/settings.ts';
import type { Command } from '../../../src/domain/command.ts';
import type { DeviceConnection, Order } from '../../../src/domain/ports/connections.ts';
import type { SendResult } from '../../../src/domain/reply.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { waitFor } from '../wait-for.ts';
import { FakePorts } from './fake-ports.ts';
import { type Json, RawCharger } from './raw-charger.ts';

type GatewayOptions = Partial<Pick<OcppSettings, 'tls' | 'trustedProxies' | 'limits'>> & {
  readonly times?: Partial<OcppTimes>;
};

/** An adapter on a free port over fakes, with the chargers that a test connects to it. */
export class TestGateway {
  readonly fakes: FakePorts;
  readonly #adapter: ReturnType<typeof makeOcppAdapter>;
  readonly #chargers: RawCharger[] = [];
  port = 0;
  tlsPort = 0;

  private constructor(fakes: FakePorts, { times, ...settings }: GatewayOptions) {
    this.fakes = fakes;
    this.#adapter = makeOcppAdapter(fakes.ports, {
      host: '127.0.0.1',
      port: 0,
      tls: null,
      trustedProxies: [],
      limits: { frameBytes: 65_536, connections: 1_000, headerSeconds: 2 },
      ...settings,
      times: { ...defaultTimes, closeMs: 300, ...times },
    });
  }

  static async start({ scale = 100, ...options }: GatewayOptions & { scale?: number } = {}) {
    const gateway = new TestGateway(new FakePorts(scale), options);
    const { port, tls } = await gateway.#adapter.start();
    gateway.port = port;
    gateway.tlsPort = tls?.port ?? 0;
    return gateway;
  }

  async stop(): Promise<void> {
    for (const charger of this.#chargers) charger.close();
    await this.#adapter.stop();
  }

  /** Stops the adapter only; its chargers see the end of their links. */
  stopAdapter(): Promise<void> {
    return this.#adapter.stop();
  }

  url(path: string): string {
    return `ws://127.0.0.1:${this.port}${path}`;
  }

  /** A registered charger with its right password, connected; it offers 1.6 unless told. */
  async connect(identity: string, protocols: string[] = ['ocpp1.6']): Promise<RawCharger> {
    this.fakes.admitted.add(identity);
    const options = { user: identity, protocols };
    const charger = await RawCharger.connect(this.url(`/ocpp/${identity}`), options);
    this.#chargers.push(charger);
    return charger;
  }

  /** A charger that booted, answers the connect sequence and is ready for commands. */
  async connectReady(
    identity: string,
    behaviours: RawCharger['behaviours'] = {},
    status = 'Preparing',
  ): Promise<{ charger: RawCharger; connection: DeviceConnection }> {
    const charger = await this.connect(identity);
    Object.assign(charger.behaviours, plainBehaviours(charger, status), behaviours);
    await charger.ask('BootNotification', bootPayload);
    const connection = await waitFor(
      () => this.fakes.readyConnection(identity),
      `${identity} to be ready`,
    );
    return { charger, connection };
  }
}

/** A valid BootNotification. */
export const bootPayload: Json = {
  chargePointVendor: 'Raw',
  chargePointModel: 'Charger',
  chargePointSerialNumber: 'R-1',
  firmwareVersion: '1.2.3',
};

/** What every scripted charger answers unless a test says otherwise. */
export function plainBehaviours(charger: RawCharger, status: string): RawCharger['behaviours'] {
  return {
    GetConfiguration: () => ({ configurationKey: configurationKeys, unknownKey: [] }),
    TriggerMessage: (payload) => {
      if (payload['requestedMessage'] !== 'StatusNotification') return { status: 'Rejected' };
      queueMicrotask(() => {
        if (charger.isOpen) void charger.call('StatusNotification', statusPayload(status));
      });
      return { status: 'Accepted' };
    },
  };
}

/** StatusNotification of connector 1. */
export function statusPayload(status: string, connectorId = 1): Json {
  return { connectorId, errorCode: 'NoError', status };
}

/** StartTransaction of connector 1. */
export function startPayload(idTag = 'joulegate', meterStart = 1_000): Json {
  return { connectorId: 1, idTag, meterStart, timestamp: new Date().toISOString() };
}

/** MeterValues with one power sample. */
export function powerPayload(watts: number, transactionId?: number): Json {
  const sampledValue = [{ value: String(watts), measurand: 'Power.Active.Import', unit: 'W' }];
  return {
    connectorId: 1,
    ...(transactionId === undefined ? {} : { transactionId }),
    meterValue: [{ timestamp: new Date().toISOString(), sampledValue }],
  };
}

const configurationKeys = [
  { key: 'NumberOfConnectors', readonly: true, value: '1' },
  { key: 'ChargeProfileMaxStackLevel', readonly: true, value: '8' },
  { key: 'ChargingScheduleAllowedChargingRateUnit', readonly: true, value: 'Current' },
  { key: 'ConnectorPhaseRotation', readonly: true, value: '1.RST' },
];

/** An order of one command, fresh unless the test says otherwise. */
export function makeOrder(kind: Command['kind'], parts: Partial<Order> = {}): Order {
  const nowMs = Date.now();
  return {
    transactionId: `tx-${kind}` as TransactionId,
    seq: 1,
    attempt: 1,
    command: { kind, params: {} } as Command,
    issuedAtMs: nowMs,
    ttlS: 60,
    expiresAtMs: nowMs + 60_000,
    ...parts,
  };
}

/** Sends an order over a connection, as a lane would. */
export function sendOrder(connection: DeviceConnection, order: Order): Promise<SendResult> {
  return connection.prepare(order).send(new AbortController().signal);
}

import type { OcppPorts } from '../../../src/adapters/ocpp/settings.ts';
import { makeConnectionTable } from '../../../src/domain/connection-table.ts';
import type {
  AccountNumber,
  Device,
  DeviceId,
  DeviceIdentity,
} from '../../../src/domain/device.ts';
import type { DeviceEvent } from '../../../src/domain/device-event.ts';
import type { ChargerPeers } from '../../../src/domain/ports/certificates.ts';
import type { ChargerDesk } from '../../../src/domain/ports/charger-desk.ts';
import type { ChargingSession } from '../../../src/domain/ports/charging-sessions.ts';
import type { Clock } from '../../../src/domain/ports/clock.ts';
import type { DeviceConnection } from '../../../src/domain/ports/connections.ts';
import type { DeviceState } from '../../../src/domain/ports/devices.ts';
import type { Frame } from '../../../src/domain/ports/frame-log.ts';
import type { Log } from '../../../src/domain/ports/log.ts';
import type { Aspect, Reports } from '../../../src/domain/reports.ts';
import type { Transaction } from '../../../src/domain/transaction.ts';

import { FakeTraits } from './fake-traits.ts';

/** A device as the registry would give it. */
export function makeCharger(identity: string): Device {
  return {
    id: `device-${identity}` as DeviceId,
    accountNumber: 'A-1' as AccountNumber,
    propertyId: 1,
    class: 'charger',
    protocol: 'ocpp',
    identity: identity as DeviceIdentity,
    provider: 'OCPP_WALLBOX',
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

/** The real clock with a `TIME_SCALE`; its timers are real, and never keep the process. */
export function makeScaledClock(scale: number): Clock {
  return {
    nowMs: () => Date.now(),
    windowMs: (durationMs) => durationMs / scale,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** A log that keeps its lines. */
export function makeListLog(lines: { level: string; fields: object; message: string }[]): Log {
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  const log: Log = {
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  };
  return log;
}

/** The domain's ports as recorded fakes: everything that the adapter does to them can be read. */
export class FakePorts {
  readonly events: { deviceId: string; event: DeviceEvent }[] = [];
  readonly counts = new Map<string, number>();
  readonly logLines: { level: string; fields: object; message: string }[] = [];
  readonly table = makeConnectionTable();
  readonly ready: DeviceConnection[] = [];
  readonly closed: DeviceConnection[] = [];
  readonly frames: Frame[] = [];
  readonly sessions: ChargingSession[] = [];
  readonly reports = new Map<string, Reports>();
  readonly traits = new FakeTraits();
  /** Certificates that count, fingerprint to identity. */
  readonly certificates = new Map<string, string>();
  /** Reads the certificates that chargers show. */
  readCharger: ChargerPeers['readCharger'] = () => null;
  /** Signs what chargers ask for. */
  sign: ChargerDesk['sign'] = async () => ({
    ...{ kind: 'rejected', status: 503, code: 'unavailable', detail: 'no desk in this test' },
  });
  /** What the store knows of a charger from before, by its id. */
  readonly known = new Map<string, DeviceState>();
  readonly transactions = new Map<string, Transaction>();
  readonly admitted = new Set<string>();
  readonly attempts: string[] = [];
  isThrottled = false;
  /** A door that looks at nothing. */
  admitsAnybody = false;
  /** Runs before each store call: hold it, or throw. */
  gate: (what: string) => Promise<void> | void = () => undefined;
  readonly ports: OcppPorts;
  readonly #sessionNames: string[] = [];
  #epoch = 0;

  constructor(scale = 100) {
    const clock = makeScaledClock(scale);
    this.ports = {
      clock,
      frames: { record: (_deviceId, frame) => this.frames.push(frame) },
      log: makeListLog(this.logLines),
      metrics: {
        count: (name, _labels, by = 1) => this.counts.set(name, this.count(name) + by),
        observeSeconds: () => undefined,
      },
      door: { admit: (attempt) => this.#admit(attempt) },
      links: {
        open: async (device, make) => {
          await this.gate('open');
          this.#epoch += 1;
          const connection = make(this.#epoch);
          this.table.add(connection);
          void device;
          return connection;
        },
        close: async (connection) => {
          this.closed.push(connection);
          this.table.remove(connection.deviceId, connection.epoch);
        },
        ready: (connection) => this.ready.push(connection),
      },
      record: (deviceId, event) => this.#record(deviceId, event),
      sessions: {
        start: (session) => this.#start(session),
        stop: (stop) => this.#stop(stop),
        running: async (deviceId) =>
          this.sessions.filter((s) => s.deviceId === deviceId && s.endedAtMs === null),
      },
      certificateDoor: {
        admitCertificate: async ({ identity, fingerprint }) =>
          this.certificates.get(fingerprint) === identity
            ? { kind: 'admitted', device: makeCharger(identity) }
            : { kind: 'refused' },
      },
      peers: { readCharger: (der) => this.readCharger(der) },
      desk: { sign: (device, epoch, csrPem) => this.sign(device, epoch, csrPem) },
      devices: { find: async (id) => this.known.get(id) ?? null },
      transactions: { find: async (id) => this.transactions.get(id) ?? null },
      traits: this.traits,
      state: { read: async (deviceId) => this.reports.get(deviceId) ?? {} },
    };
  }

  count(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** The newest value of an aspect that was reported for a charger. */
  reported(identity: string, aspect: Aspect): Record<string, unknown> | undefined {
    return this.reports.get(`device-${identity}`)?.[aspect]?.value as
      | Record<string, unknown>
      | undefined;
  }

  /** The events of one type, oldest first. */
  eventsOf<T extends DeviceEvent['type']>(type: T): Extract<DeviceEvent, { type: T }>[] {
    return this.events.map(({ event }) => event).filter((event) => event.type === type) as Extract<
      DeviceEvent,
      { type: T }
    >[];
  }

  /** The connection of a charger, when it is ready for commands. */
  readyConnection(identity: string): DeviceConnection | undefined {
    const connection = this.table.get(`device-${identity}` as DeviceId);
    return connection?.isReady() ? connection : undefined;
  }

  async #admit({ identity, secret }: { identity: string; secret: Uint8Array | string | null }) {
    await this.gate('admit');
    this.attempts.push(identity);
    if (this.isThrottled) return { kind: 'throttled' as const };
    if (this.admitsAnybody) return { kind: 'admitted' as const, device: makeCharger(identity) };
    const isRight = secret !== null && Buffer.from(secret).toString() === 'secret';
    if (!isRight || !this.admitted.has(identity)) return { kind: 'refused' as const };
    return { kind: 'admitted' as const, device: makeCharger(identity) };
  }

  async #record(deviceId: DeviceId, event: DeviceEvent): Promise<void> {
    await this.gate(event.type === 'reported' ? `report ${event.aspect}` : event.type);
    this.events.push({ deviceId, event });
    if (event.type !== 'reported') return;
    const reports = this.reports.get(deviceId) ?? {};
    const rev = (reports[event.aspect]?.rev ?? 0) + 1;
    const { bootId, atMs, value } = event;
    const report = { rev, bootId, atMs, receivedAtMs: Date.now(), value };
    this.reports.set(deviceId, { ...reports, [event.aspect]: report });
  }

  async #start(start: Parameters<OcppPorts['sessions']['start']>[0]): Promise<ChargingSession> {
    await this.gate('session start');
    const { toldAs, ...told } = start;
    const name = [start.deviceId, start.stationId ?? toldAs].join(' ');
    const known = this.sessions[this.#sessionNames.indexOf(name)];
    if (known) return known;
    const sessionId = this.sessions.length + 1;
    const fresh = { ...told, sessionId, endedAtMs: null, meterStopWh: null, endReason: null };
    this.sessions.push(fresh);
    this.#sessionNames.push(name);
    return fresh;
  }

  async #stop(stop: {
    sessionId: number;
    endedAtMs: number;
    meterStopWh: number;
    endReason: string | null;
  }): Promise<ChargingSession | null> {
    await this.gate('session stop');
    const index = this.sessions.findIndex((session) => session.sessionId === stop.sessionId);
    const known = this.sessions[index];
    if (!known) return null;
    const ended = { ...known, ...stop };
    this.sessions[index] = ended;
    return ended;
  }
}

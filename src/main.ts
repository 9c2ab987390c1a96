import type { Pki } from './adapters/pki/pki.ts';
import { adapters } from './adapters/registry.ts';
import type { Config } from './config.ts';
import type { Adapter } from './domain/ports/adapter.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { Log } from './domain/ports/log.ts';
import { makeLog } from './gateway/log.ts';
import { openLogOutput } from './gateway/log-output.ts';
import { openDataDir } from './main/data-dir.ts';
import { makeLocalCommands } from './main/local-commands.ts';
import { type Core, makeCore } from './main/make-core.ts';
import { makeNorth, type North } from './main/make-north.ts';
import { startJobs } from './main/make-reporting.ts';
import { openPki, toPublicMqttHost } from './main/open-pki.ts';
import { openRedis } from './main/open-redis.ts';
import { readOperatorFiles } from './main/operator-files.ts';
import { makeStopper, type Stopper } from './main/stopper.ts';
import { makeSystemClock } from './main/system-clock.ts';
import { acquireLock } from './store/redis/lock.ts';

/** A running gateway, as `joulegate start` and the tests hold it. */
export type Gateway = {
  /** The real addresses, as URLs, also when a port of 0 was asked for. */
  readonly addresses: {
    readonly http: string;
    readonly ocpp: string;
    readonly mqtt: string;
    /** Absent without OCPPS_PORT. */
    readonly ocpps?: string;
    /** Absent without MQTTS_PORT. */
    readonly mqtts?: string;
  };
  /** Stops in the reverse order of the start; what was accepted stays on disk. */
  stop(): Promise<void>;
  /** Resolves with an exit code when the gateway ends by itself. */
  readonly closed: Promise<number>;
};

/** How long running procedures may take to end at a stop, ms. */
const laneStopMs = 3_000;
const tryLaterExitCode = 75;
/** The log's descriptor: stdout is data. */
const stderr = 2;

/**
 * Starts one node: lock, Redis, store, jobs, adapters, HTTP, in this order.
 * @throws StartRefusal with its exit code, or the system's error of a listener that cannot bind;
 * whatever had been started is stopped again.
 */
export async function startGateway(config: Config): Promise<Gateway> {
  const clock = makeSystemClock(config.timeScale);
  const output = openLogOutput(clock, stderr);
  const log = makeLog({ level: config.logLevel }, output);
  const stopper = makeStopper(clock);
  const ended = Promise.withResolvers<number>();
  const stop = () => stopper.stop(log).finally(output.flush);
  try {
    const addresses = await start(config, { log, clock, stopper, end: ended.resolve });
    return { addresses, closed: ended.promise, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Parts = {
  readonly log: Log;
  readonly clock: Clock;
  readonly stopper: Stopper;
  readonly end: (exitCode: number) => void;
};

async function start(config: Config, parts: Parts): Promise<Gateway['addresses']> {
  const { log, clock, stopper, end } = parts;
  openDataDir(config.dataDir);
  const lock = await acquireLock(config.dataDir);
  stopper.add('lock', () => lock.release());
  const { signingKey, reportDocument } = readOperatorFiles(config);
  const pki = await openPki(config, { clock, log });
  stopper.add('watch of certificates', () => pki.stop());
  const redis = await openRedis(config, log, {
    stopper,
    onGiveUp(reason) {
      log.error({ reason }, 'redis is gone for good, the gateway ends');
      end(tryLaterExitCode);
    },
  });
  const north = makeNorth({ config, log, clock });
  const core = makeCore({ config, redis, pki, clock, log, metrics: north.metrics });
  await core.store.memory.start();
  stopper.add('memory guard', () => core.store.memory.stop());
  await core.store.due.sweep(clock.nowMs());
  await core.heartbeat.start();
  stopper.add('node key', () => core.heartbeat.stop());
  const { metrics } = north;
  await startJobs({ config, reportDocument, redis, core, clock, log, metrics, stopper });
  stopper.add('frame log', () => core.store.frames.stop());
  core.dueLoop.start();
  stopper.add('due loop', () => core.dueLoop.stop());
  const links = await startAdapters(config, { core, pki, north, ...parts });
  stopper.add('lanes', () => core.lanes.stop(laneStopMs));
  const http = await north.listen({ core, redis, stopper, links, signingKey });
  lock.serve(makeLocalCommands(core, clock));
  return { http, ...links };
}

async function startAdapters(
  config: Config,
  parts: Parts & { core: Core; pki: Pki; north: North },
): Promise<Links> {
  const { core, pki, log, stopper, north } = parts;
  const ports = {
    links: core.links,
    record: core.recordDeviceEvent,
    frames: core.store.frames,
    door: core.store.door,
    certificateDoor: core.store.certificateDoor,
    peers: pki.authority,
    desk: core.desk,
    sessions: core.store.chargingSessions,
    traits: core.store.chargerTraits,
    state: core.store.reported,
    devices: core.store.devices,
    transactions: core.store.transactions,
    clock: north.clock,
    metrics: north.metrics,
    log,
  };
  const { limits } = config;
  const ocpp = adapters.ocpp(
    { ...ports, desk: core.chargerDesk },
    {
      ...{ ...config.ocpp, limits },
      tls: toTls(config.ocpps, pki),
      trustedProxies: config.trustedProxies,
    },
  );
  const mqtt = adapters.mqtt(ports, {
    ...{ ...config.mqtt, limits },
    tls: toTls(config.mqtts, pki),
    publicHost: toPublicMqttHost(config),
  });
  const run = async (adapter: Adapter) => {
    const address = await adapter.start();
    stopper.add(adapter.protocol, () => adapter.stop());
    return address;
  };
  const { tls: ocpps, ...ocppAddress } = await run(ocpp);
  const { tls, ...plain } = await run(mqtt);
  return {
    ocpp: `ws://${toHostPort(ocppAddress)}/ocpp`,
    ...(ocpps && { ocpps: `wss://${toHostPort(ocpps)}/ocpp` }),
    mqtt: `mqtt://${toHostPort(plain)}`,
    ...(tls && { mqtts: `mqtts://${toHostPort(tls)}` }),
  };
}

type Links = Omit<Gateway['addresses'], 'http'>;

function toTls(listener: Config['mqtts'], { server, clientCaPems }: Pki) {
  return listener && server ? { ...listener, ...server, clientCaPems } : null;
}

function toHostPort({ host, port }: { host: string; port: number }): string {
  return `${toUrlHost(host)}:${port}`;
}

function toUrlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

import type { KeyObject } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import { makeTokens } from '../gateway/auth/tokens.ts';
import { makeGatewayMetrics } from '../gateway/metrics.ts';
import { buildServer } from '../gateway/server.ts';
import { makeChanges } from '../store/changes.ts';
import { hashSecret } from '../store/secrets.ts';
import { addGauges } from './add-gauges.ts';
import { type Core, toReportTargets } from './make-core.ts';
import { toPublicMqttHost, toPublicOcppHost } from './open-pki.ts';
import type { OpenRedis } from './open-redis.ts';
import { toReadiness } from './readiness.ts';
import type { Stopper } from './stopper.ts';

/** The north side of a node; its metrics exist before anything else needs them. */
export type North = ReturnType<typeof makeNorth>;

/** Makes the north side; `listen` binds it and returns its address as a URL. */
export function makeNorth(parts: { config: Config; log: Log; clock: Clock }) {
  const { config, log, clock } = parts;
  const metrics = makeGatewayMetrics();
  const listen = async (south: {
    core: Core;
    redis: OpenRedis;
    stopper: Stopper;
    links: { readonly ocpp: string; readonly mqtts?: string };
    signingKey: KeyObject;
  }): Promise<string> => {
    const { core, redis, stopper } = south;
    addGauges(metrics, core, redis);
    const { bootstrapApiKey } = config.auth;
    if (bootstrapApiKey) {
      const facts = { name: 'bootstrap', role: 'service' as const, accounts: [] };
      await core.store.apiKeys.adopt(bootstrapApiKey.reveal(), facts, clock.nowMs());
    }
    const server = buildServer(
      {
        submitCommand: core.submitCommand,
        cancelTransaction: core.cancelTransaction,
        devices: core.store.devices,
        connections: core.connections,
        wizards: core.store.wizards,
        places: core.store.places,
        transactions: core.store.transactions,
        telemetry: core.store.telemetry,
        energy: core.store.energy,
        charges: core.store.charges,
        apiKeys: core.store.apiKeys,
        signIns: core.store.signIns,
        limiter: core.store.limiter,
        changes: makeChanges(() => redis.openQueueConnection('joulegate-changes'), log),
        outbox: core.store.outbox,
        frames: core.store.frames,
        reportTargets: toReportTargets(config),
        clock,
        ids: core.ids,
        log,
        metrics,
        tokens: makeTokens({ privateKey: south.signingKey, clock, ids: core.ids }),
        hashSecret,
        publicOcppUrl: () => config.ocpp.publicUrl ?? toPublicOcppUrl(config, south.links),
        publicMqtt: () => toPublicMqtt(config, south.links),
        provisioning: core.provisioning,
        readiness: async () => toReadiness(core, redis, config.limits.redisReadyPercent),
        renderMetrics: () => metrics.render(),
      },
      {
        limits: config.limits,
        siteTimeZone: config.siteTimeZone,
        trustedProxies: config.trustedProxies,
        outsideIssuer: toOutsideIssuer(config),
      },
    );
    stopper.add('http', () => server.close());
    return await server.listen({ host: config.http.host, port: config.http.port });
  };
  return { metrics, clock, listen };
}

/** What an installer's tool is told: the name that devices are to use, with the real port. */
function toPublicMqtt(config: Config, { mqtts }: { mqtts?: string }) {
  const host = toPublicMqttHost(config);
  if (mqtts === undefined) return { host, url: null };
  const shown = host.includes(':') ? `[${host}]` : host;
  return { host, url: `mqtts://${shown}:${new URL(mqtts).port}` };
}

/** Chargers are told the encrypted listener where there is one. */
function toPublicOcppUrl(config: Config, { ocpp, ocpps }: { ocpp: string; ocpps?: string }) {
  if (ocpps === undefined) return ocpp;
  const host = toPublicOcppHost(config);
  return `wss://${host.includes(':') ? `[${host}]` : host}:${new URL(ocpps).port}/ocpp`;
}

function toOutsideIssuer(config: Config) {
  const { jwksUrl, issuer, audience, accountsClaim } = config.auth;
  return jwksUrl && issuer && audience ? { jwksUrl, issuer, audience, accountsClaim } : null;
}

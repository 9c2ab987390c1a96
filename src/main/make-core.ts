import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Config } from '../config.ts';
import { makeCancelTransaction } from '../domain/cancel-transaction.ts';
import { makeConnectionTable } from '../domain/connection-table.ts';
import { makeDeviceLinks } from '../domain/device-links.ts';
import { makeHandleDue } from '../domain/handle-due.ts';
import { planCharging } from '../domain/planning/plan-charging.ts';
import { makeReplan } from '../domain/planning/replan.ts';
import type { CertificateAuthority, FactoryKeyReader } from '../domain/ports/certificates.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connections, Wake } from '../domain/ports/connections.ts';
import type { Ids } from '../domain/ports/ids.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { ReportTarget } from '../domain/ports/outbox.ts';
import { makeChargerDesk } from '../domain/provisioning/make-charger-desk.ts';
import { makeProvisioningDesk } from '../domain/provisioning/make-desk.ts';
import { makeProvisioning } from '../domain/provisioning/make-provisioning.ts';
import { makeSweepClaims } from '../domain/provisioning/sweep-claims.ts';
import { makeRecordDeviceEvent } from '../domain/record-device-event.ts';
import { makeRunNextCommand } from '../domain/run-next-command.ts';
import { makeSubmitCommand } from '../domain/submit-command.ts';
import { makeSubmitOwnCommand } from '../domain/submit-own-command.ts';
import { makeRefusedCertificates } from '../domain/wrong-credentials.ts';
import { makeDueLoop } from '../jobs/due-loop.ts';
import { makeLanes } from '../jobs/lanes.ts';
import { makeApiKeys } from '../store/api-keys.ts';
import { makeCallLimiter } from '../store/call-limiter.ts';
import { makeCertificateDoor } from '../store/certificate-door.ts';
import { makeChargeHistory } from '../store/charge-history.ts';
import { makeChargerTraits } from '../store/charger-traits.ts';
import { makeChargingSessions } from '../store/charging-sessions.ts';
import { makeClaims } from '../store/claims.ts';
import { makeDeviceCertificates } from '../store/device-certificates.ts';
import { makeDeviceDoor } from '../store/device-door.ts';
import { makeDeviceSessions } from '../store/device-sessions.ts';
import { makePlans } from '../store/device-settings.ts';
import { makeDevices } from '../store/devices.ts';
import { makeDueClock } from '../store/due-clock.ts';
import { makeEnergyHistory } from '../store/energy-history.ts';
import { makeFactoryKeys } from '../store/factory-keys.ts';
import { makeFrameLog } from '../store/frame-log.ts';
import { makeMailbox } from '../store/mailbox.ts';
import { makeMemoryGuard } from '../store/memory-guard.ts';
import { makeNodeRoutes } from '../store/node-routes.ts';
import { makeOutbox } from '../store/outbox.ts';
import { makePropertyPlaces } from '../store/property-places.ts';
import { makeReportedState } from '../store/reported-state.ts';
import { makeScripts } from '../store/scripts.ts';
import { makeSignIns } from '../store/sign-ins.ts';
import { makeTelemetry } from '../store/telemetry.ts';
import { makeTransactions } from '../store/transactions.ts';
import { makeWizards } from '../store/wizards.ts';
import { makeNodeHeartbeat } from './node-heartbeat.ts';
import type { OpenRedis } from './open-redis.ts';

/** What the core is made of. */
export type CoreParts = {
  readonly config: Config;
  readonly redis: OpenRedis;
  readonly pki: { readonly authority: CertificateAuthority; readonly keys: FactoryKeyReader };
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** A silent charger's CALL may take so long (lifecycle.md, the table's answer window), ms. */
const stepWindowMs = 35_000;

/** The store, the use cases and the lanes of one node, wired; nothing runs yet. */
export type Core = ReturnType<typeof makeCore>;

/** Wires the store, the use cases and the jobs that need nothing from the edges. */
export function makeCore(parts: CoreParts) {
  const { config, clock, log, metrics } = parts;
  const store = makeStore(parts);
  const connections = makeConnectionTable();
  const heartbeat = makeNodeHeartbeat(store.routes, clock, log);
  const ids = { next: () => v7() };
  const startedAtMs = clock.nowMs();
  // The lanes need the use case that needs the lanes: the knot is tied by this one indirection.
  const wake: Wake = { wake: (deviceId, sight) => lanes.wake(deviceId, sight) };
  const settle = {
    transactions: store.transactions,
    mailbox: store.mailbox,
    reported: store.reported,
    connections,
    node: config.nodeId,
    clock,
    log,
    metrics,
  };
  const run = makeRunNextCommand({
    ...settle,
    devices: store.devices,
    ids,
    startedAtMs,
    maySend: () => heartbeat.isFresh() && dueLoop.isInTime(),
  });
  const lanes = makeLanes({ run, clock, log });
  const handle = makeHandleDue({ ...settle, due: store.due, devices: store.devices });
  const { due, devices, transactions: intake } = store;
  const provisioning = makeProvisioningParts(parts, { store, connections, wake, ids });
  const { plans, charges } = store;
  const dueLoop = makeDueLoop({
    replan: makePlanning(parts, { store, wake, ids, startedAtMs }),
    ...{ due, handle, connections, devices, wake, clock, log },
    skewMaxMs: config.limits.clockSkewMs,
  });
  return {
    store,
    connections,
    heartbeat,
    lanes,
    dueLoop,
    ids,
    ...provisioning,
    links: makeDeviceLinks({
      ...{ connections, sessions: store.sessions, plans, wake, clock, log, metrics },
    }),
    submitCommand: makeSubmitCommand({ devices, intake, clock, ids, wake, metrics, startedAtMs }),
    cancelTransaction: makeCancelTransaction({ ...settle, wake }),
    recordDeviceEvent: makeRecordDeviceEvent({
      ...settle,
      telemetry: store.telemetry,
      energy: store.energy,
      ...{ charges, plans },
      wake,
      stepWindowMs,
    }),
  };
}

/** Our own planner stands behind its port; an outside one would stand here instead. */
function makePlanning(
  { config, clock, log, metrics }: CoreParts,
  part: { store: Store; wake: Wake; ids: Ids; startedAtMs: number },
) {
  const { store, wake, ids, startedAtMs } = part;
  const { due, devices, plans, transactions, telemetry } = store;
  return makeReplan({
    ...{ due, devices, plans, transactions, telemetry, clock, log, startedAtMs },
    timeZone: config.siteTimeZone,
    planner: { plan: async (input) => planCharging(input) },
    submitOwn: makeSubmitOwnCommand({ intake: transactions, clock, ids, wake, metrics }),
  });
}

function makeProvisioningParts(
  { config, pki, clock, log, metrics }: CoreParts,
  part: { store: Store; connections: Connections; wake: Wake; ids: Ids },
) {
  const { store, ...rest } = part;
  const { limiter, factoryKeys, claims, certificates, devices, reported, transactions } = store;
  const ports = {
    ...{ ...pki, ...rest, limiter, factoryKeys, claims, certificates, devices, reported },
    ...{ transactions, clock, log, metrics, limits: config.limits },
    refused: makeRefusedCertificates(limiter, toDoorLimits(config)),
  };
  return {
    provisioning: makeProvisioning(ports),
    desk: makeProvisioningDesk(ports),
    chargerDesk: makeChargerDesk(ports),
    sweepClaims: makeSweepClaims(ports),
  };
}

type Store = ReturnType<typeof makeStore>;

function toDoorLimits({ limits }: Config) {
  return {
    wrongPerIdentityPerMinute: limits.wrongCredentialsPerIdentityPerMinute,
    wrongPerSourcePerMinute: limits.wrongCredentialsPerSourcePerMinute,
  };
}

function makeStore({ config, redis, clock, log, metrics }: CoreParts) {
  const scripts = makeScripts(redis.command, toReportTargets(config));
  const incarnation = `${config.nodeId}.${randomBytes(6).toString('hex')}`;
  const routes = makeNodeRoutes(scripts, incarnation);
  const limiter = makeCallLimiter(scripts);
  const { limits } = config;
  const memory = makeMemoryGuard(
    redis.command,
    { clock, log },
    { commandsPercent: limits.redisAcceptPercent, samplesPercent: limits.redisTelemetryPercent },
  );
  return {
    scripts,
    routes,
    limiter,
    memory,
    transactions: makeTransactions(scripts, { ...limits, room: memory }),
    mailbox: makeMailbox(scripts),
    due: makeDueClock(scripts),
    devices: makeDevices(scripts, routes),
    wizards: makeWizards(scripts),
    places: makePropertyPlaces(scripts),
    sessions: makeDeviceSessions(scripts, routes),
    reported: makeReportedState(scripts),
    telemetry: makeTelemetry(scripts, {
      room: memory,
      metrics,
      rawHours: limits.telemetryRawHours,
    }),
    energy: makeEnergyHistory(scripts, { room: memory, hourlyDays: limits.telemetryHourlyDays }),
    frames: makeFrameLog(scripts, {
      ...{ room: memory, clock, log, metrics },
      framesPerDevice: limits.framesPerDevice,
    }),
    charges: makeChargeHistory(scripts, { room: memory, clock }),
    plans: makePlans(scripts),
    chargingSessions: makeChargingSessions(scripts),
    chargerTraits: makeChargerTraits(scripts, clock),
    apiKeys: makeApiKeys(scripts),
    signIns: makeSignIns(scripts),
    outbox: makeOutbox(scripts),
    door: makeDeviceDoor(scripts, { clock, limiter, limits: toDoorLimits(config) }),
    certificateDoor: makeCertificateDoor(scripts, {
      ...{ clock, limiter, limits: toDoorLimits(config) },
    }),
    factoryKeys: makeFactoryKeys(scripts),
    claims: makeClaims(scripts),
    certificates: makeDeviceCertificates(scripts),
  };
}

/** Outcomes are marked for the outbox only where a target is configured (design section 8). */
export function toReportTargets(config: Config): readonly ReportTarget[] {
  const targets: ReportTarget[] = [];
  if (config.report.webhook) targets.push('webhook');
  if (config.report.graphql) targets.push('graphql');
  return targets;
}

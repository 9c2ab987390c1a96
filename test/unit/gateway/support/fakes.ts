import { createHash } from 'node:crypto';
import type { DeviceId } from '../../../../src/domain/device.ts';
import type { TransactionChange } from '../../../../src/domain/ports/changes.ts';
import type {
  DeviceState,
  NewDevice,
  RegistrationTerms,
} from '../../../../src/domain/ports/devices.ts';
import type { Stretch } from '../../../../src/domain/ports/energy-history.ts';
import type { Submission } from '../../../../src/domain/submission.ts';
import type { TransactionId } from '../../../../src/domain/transaction.ts';
import { makeSigningKey } from '../../../../src/gateway/auth/signing-key.ts';
import { makeTokens } from '../../../../src/gateway/auth/tokens.ts';
import type { GatewayDeps, GatewaySettings } from '../../../../src/gateway/gateway-parts.ts';
import { aDevice } from './builders.ts';
import { makeCredentialFakes } from './credential-fakes.ts';
import { makeOnboardingFakes, retireIn, termsBroken } from './onboarding-fakes.ts';
import { makeProvisioningFake } from './provisioning-fake.ts';
import { assertUp, type FakeWorld } from './world.ts';

/** Fakes of the ports: maps and lists in memory, nothing of the store. */
export function makeFakes(): { world: FakeWorld; deps: GatewayDeps; settings: GatewaySettings } {
  const world: FakeWorld = {
    nowMs: Date.parse('2026-03-01T12:00:00.000Z'),
    keys: [],
    devices: [],
    wizards: [],
    places: [],
    cutLinks: [],
    transactions: [],
    deadLetters: [],
    submissions: [],
    claimRequests: [],
    enrolled: [],
    provisioning: null,
    logged: [],
    charged: [],
    refreshTokens: new Map(),
    validFrom: new Map(),
    listeners: new Set(),
    refusal: null,
    isStoreDown: false,
    readiness: { ready: true, reasons: [] },
    telemetry: {},
    frames: [],
    samples: {},
    hours: [],
    counters: null,
    charges: {},
  };
  return { world, deps: makeDeps(world), settings: makeSettings() };
}

function makeSettings(): GatewaySettings {
  return {
    outsideIssuer: null,
    siteTimeZone: 'Europe/London',
    trustedProxies: [],
    limits: {
      mutationsPerHour: 300,
      bulkRenameSensors: 50,
      performanceBuckets: 2_000,
      registrationOpenMinutes: 15,
      openOnboardings: 3,
      onboardingDays: 30,
      bodyBytes: 262_144,
      queryDepth: 12,
      queryComplexity: 1_000,
      rootFields: 20,
      headerSeconds: 10,
      requestSeconds: 30,
      connections: 100,
      wrongCredentialsPerIdentityPerMinute: 10,
      wrongCredentialsPerSourcePerMinute: 60,
    },
  };
}

function makeDeps(world: FakeWorld): GatewayDeps {
  let count = 0;
  const clock = {
    nowMs: () => world.nowMs,
    windowMs: (durationMs: number) => durationMs,
    after: (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
  const ids = { next: () => `0190-${String(++count).padStart(6, '0')}` };
  return {
    clock,
    ids,
    tokens: makeTokens({ privateKey: makeSigningKey(), clock, ids }),
    log: makeLog(world),
    metrics: { count: () => undefined, observeSeconds: () => undefined },
    hashSecret: (secret) => createHash('sha256').update(secret).digest('hex'),
    publicOcppUrl: () => 'ws://127.0.0.1:9000/ocpp',
    publicMqtt: () => ({ host: 'gateway.example', url: 'mqtts://gateway.example:8883' }),
    provisioning: makeProvisioningFake(world),
    readiness: async () => world.readiness,
    renderMetrics: async () => 'joulegate_up 1\n',
    reportTargets: ['webhook'],
    outbox: makeOutboxFake(world),
    ...makeCommandFakes(world),
    ...makeDeviceFakes(world),
    ...makeOnboardingFakes(world),
    ...makeCredentialFakes(world, ids),
  };
}

function makeLog(world: FakeWorld): GatewayDeps['log'] {
  const record = (fields: object, message: string) =>
    void world.logged.push({ fields: { ...fields }, message });
  const log: GatewayDeps['log'] = {
    trace: record,
    debug: record,
    info: record,
    warn: record,
    error: record,
    child: () => log,
  };
  return log;
}

function makeCommandFakes(world: FakeWorld) {
  return {
    submitCommand: async (submission: Submission) => {
      assertUp(world);
      if (world.refusal) throw world.refusal;
      world.submissions.push(submission);
      const ids = submission.commands.map(
        (_command, index) => `tx-${world.submissions.length}-${index}` as TransactionId,
      );
      return { transactionIds: ids, device: world.devices[0] ?? aDevice() };
    },
    cancelTransaction: async (_caller: unknown, id: string) => {
      if (world.refusal) throw world.refusal;
      return id as TransactionId;
    },
    transactions: {
      find: async (id: TransactionId) => world.transactions.find((each) => each.id === id) ?? null,
      timeline: async () => [
        {
          atMs: world.nowMs,
          status: 'QUEUED' as const,
          stateNumber: 1,
          detail: null,
          attempt: 0,
          epoch: null,
          node: 'node-1',
          who: 'somebody',
          frameHash: null,
        },
      ],
      list: async (filter: { accounts: readonly string[] | 'any'; first: number }) => {
        const { accounts, first } = filter;
        const seen = world.transactions.filter(
          (each) => accounts === 'any' || accounts.includes(each.accountNumber),
        );
        const items = seen.map((transaction) => ({ cursor: `c-${transaction.id}`, transaction }));
        return {
          items: items.slice(0, first),
          hasMore: items.length > first,
          totalCount: seen.length,
        };
      },
    },
    changes: {
      follow: (onChange: (change: TransactionChange) => void) => {
        world.listeners.add(onChange);
        return { stop: async () => void world.listeners.delete(onChange) };
      },
    },
  };
}

function makeDeviceFakes(world: FakeWorld) {
  const unretired = (identity: string) =>
    world.devices.find(
      ({ device }) => device.identity === identity && device.retiredAtMs === null,
    ) ?? null;
  return {
    devices: {
      register: async (device: NewDevice, terms: RegistrationTerms = { isTrusted: false }) => {
        assertUp(world);
        if (device.identity && unretired(device.identity)) return 'taken' as const;
        const broken = termsBroken(world, device, terms);
        if (broken) return broken;
        const { secretHash, ...facts } = device;
        const fresh = { hasSecret: secretHash !== null, firstConnectedAtMs: null };
        const link = { epoch: 0, live: false, connectedAtMs: null, lostAtMs: null };
        world.devices.unshift(aDevice({ ...facts, ...fresh }, { link }));
        return 'registered' as const;
      },
      find: async (id: string) => world.devices.find((each) => each.device.id === id) ?? null,
      findByIdentity: async (identity: string) => unretired(identity),
      listByAccount: async (accountNumber: string) =>
        world.devices.filter(({ device }) => device.accountNumber === accountNumber),
      setCredentials: async (id: DeviceId, identity: string) => {
        const owner = unretired(identity);
        if (owner && owner.device.id !== id) return 'taken' as const;
        const index = world.devices.findIndex(({ device }) => device.id === id);
        const state = world.devices[index] as DeviceState;
        const device = { ...state.device, identity, hasSecret: true } as DeviceState['device'];
        world.devices[index] = { ...state, device };
        return 'set' as const;
      },
      retire: async (id: DeviceId, nowMs: number) => {
        return retireIn(world, id, nowMs);
      },
      dropCredentials: async (id: DeviceId) => {
        const index = world.devices.findIndex(({ device }) => device.id === id);
        const state = world.devices[index];
        if (!state?.device.hasSecret) return false;
        world.devices[index] = { ...state, device: { ...state.device, hasSecret: false } };
        return true;
      },
      hasAccount: async (accountNumber: string) =>
        world.devices.some(({ device }) => device.accountNumber === accountNumber),
    },
    frames: {
      read: async () => ({ frames: world.frames, cursor: world.frames.length > 0 ? '1-0' : null }),
    },
    telemetry: {
      record: async () => undefined,
      latest: async (_id: DeviceId, name: string) => world.telemetry[name] ?? null,
      since: async (_id: DeviceId, name: string) => world.samples[name] ?? [],
    },
    charges: { list: async (id: DeviceId) => world.charges[id] ?? [] },
    energy: {
      record: async () => undefined,
      hours: async (_id: DeviceId, stretch: Stretch) =>
        world.hours.filter(({ fromMs, toMs }) => toMs > stretch.fromMs && fromMs < stretch.toMs),
      latest: async () => world.counters,
    },
  };
}

function makeOutboxFake(world: FakeWorld): GatewayDeps['outbox'] {
  return {
    due: async () => [],
    unreported: async () => ({
      ...{ isStopped: false, delivered: 0, transaction: null, timeline: [] },
    }),
    settle: async () => 'done',
    bury: async () => undefined,
    deadLetters: async (limit) => world.deadLetters.slice(0, limit),
    replay: async (target) =>
      world.deadLetters.filter((one) => !target || one.target === target).length,
    stop: async () => undefined,
    resume: async () => undefined,
    stopped: async () => [],
    backlog: async () => ({ webhook: world.deadLetters.length, graphql: 0 }),
  };
}

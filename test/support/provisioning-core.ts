import 'reflect-metadata';
import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  webcrypto,
} from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Pki } from '../../src/adapters/pki/pki.ts';
import type { Device, DeviceIdentity } from '../../src/domain/device.ts';
import type { DeviceState } from '../../src/domain/ports/devices.ts';
import type { Mailbox } from '../../src/domain/ports/transactions.ts';
import { makeProvisioningDesk } from '../../src/domain/provisioning/make-desk.ts';
import { makeProvisioning } from '../../src/domain/provisioning/make-provisioning.ts';
import type { ProvisioningPorts } from '../../src/domain/provisioning/ports.ts';
import type { ClaimRequest } from '../../src/domain/provisioning/provisioning.ts';
import { makeSweepClaims } from '../../src/domain/provisioning/sweep-claims.ts';
import { makeRefusedCertificates } from '../../src/domain/wrong-credentials.ts';
import { makeCallLimiter } from '../../src/store/call-limiter.ts';
import { makeCertificateDoor } from '../../src/store/certificate-door.ts';
import { makeClaims } from '../../src/store/claims.ts';
import { makeDeviceCertificates } from '../../src/store/device-certificates.ts';
import { makeFactoryKeys } from '../../src/store/factory-keys.ts';
import { makeCaller, makeDescription } from './builders.ts';
import { type Core, makeCore } from './core.ts';
import { makeFakeClock } from './fake-clock.ts';
import { answerLater, makeFakeConnection, type Script } from './fake-connection.ts';
import { makeOwnPki } from './own-pki.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { waitFor } from './wait-for.ts';

/** The controller of these tests, and one that is not enrolled. */
export const euid = '001e5e000000002a' as DeviceIdentity;
export const strangerEuid = '001e5e00000000ff' as DeviceIdentity;

const service = makeCaller({ role: 'service', credentialId: 'key-s', accounts: [] });

/** Provisioning as main wires it, over one core and real certificate authorities. */
export type ProvisioningCore = ReturnType<typeof makeProvisioningCore>;

function makeProvisioningCore(pki: Pki, core: Core, over: Partial<ProvisioningPorts>) {
  const { clock, log, metrics, scripts } = core;
  const limiter = makeCallLimiter(scripts);
  const doorLimits = { wrongPerIdentityPerMinute: 5, wrongPerSourcePerMinute: 20 };
  const ports: ProvisioningPorts = {
    ...{ authority: pki.authority, keys: pki.keys, limiter, clock, log, metrics },
    ...{ devices: core.devices, reported: core.reported, transactions: core.transactions },
    factoryKeys: makeFactoryKeys(scripts),
    claims: makeClaims(scripts),
    certificates: makeDeviceCertificates(scripts),
    connections: core.connections,
    refused: makeRefusedCertificates(limiter, doorLimits),
    limits: { claimsPerUserPerHour: 20, claimsPerPropertyPerHour: 10, claimsPerHour: 30 },
    wake: core.lanes,
    ids: { next: () => randomUUID() },
    ...over,
  };
  return {
    ...{ core, ports, clock },
    north: makeProvisioning(ports),
    desk: makeProvisioningDesk(ports),
    sweep: () => makeSweepClaims(ports)(new AbortController().signal),
    door: makeCertificateDoor(scripts, { clock, limiter, limits: doorLimits }),
  };
}

/** One Redis and one PKI for a file, one enrolled controller and one core for each test. */
export function useProvisioning() {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const folder = makeOwnPki();
  const held: {
    server?: TestRedis;
    redis?: Redis;
    pki?: Pki;
    of?: ProvisioningCore;
    csr?: string;
    wrap?: ((mailbox: Mailbox) => Mailbox) | null;
  } = {};
  beforeAll(async () => {
    held.server = await startTestRedis();
    held.redis = await held.server.connect();
    const clock = makeFakeClock();
    const nowMs = () => held.of?.clock.nowMs() ?? clock.nowMs();
    held.pki = await folder.open({}, { ...clock, nowMs });
    held.csr = await makeCsr();
  });
  beforeEach(async () => {
    await waitFor(() => held.redis?.status === 'ready', 'the link to Redis');
    await held.redis?.flushall();
    held.wrap = null;
    const wrapMailbox = (mailbox: Mailbox): Mailbox => ({
      ...mailbox,
      settle: (request) => (held.wrap?.(mailbox) ?? mailbox).settle(request),
    });
    const core = makeCore(held.redis as Redis, { wrapMailbox });
    held.of = makeProvisioningCore(held.pki as Pki, core, {});
    const spkiPem = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await held.of.north.enrol(service, [{ euid, spkiPem }]);
  });
  afterAll(async () => {
    folder.remove();
    await held.server?.stop();
  });
  const present = () => held.of as ProvisioningCore;
  const proof = (over: Partial<ClaimRequest> = {}) => prove(keys.privateKey, present(), over);
  return {
    /** Provisioning of the moment. */
    get of() {
      return present();
    },
    get redis() {
      return held.redis as Redis;
    },
    get csrPem() {
      return held.csr as string;
    },
    /** Another process on the same store, whose ports may fail. */
    another: (over: Partial<ProvisioningPorts>) =>
      makeProvisioningCore(held.pki as Pki, present().core, over),
    /** Stands between the core and the store's `settle`, for this test. */
    wrap: (wrap: (mailbox: Mailbox) => Mailbox) => {
      held.wrap = wrap;
    },
    /** What a controller shows, at the present time of the clock. */
    prove: proof,
    ...makeSteps({ present, csrPem: () => held.csr as string, prove: proof }),
  };
}

type Bench = {
  present(): ProvisioningCore;
  csrPem(): string;
  prove(over?: Partial<ClaimRequest>): ClaimRequest;
};

/** The steps of provisioning.md 2.3, each taken and expected to go well. */
function makeSteps(bench: Bench) {
  const steps = {
    /** Asks for a claim and enters with it. */
    async claim(over: Partial<ClaimRequest> = {}) {
      // Two proofs in one millisecond would have one nonce.
      bench.present().clock.advance(1);
      const { claimId } = await bench.present().north.requestClaim(bench.prove(over));
      return { claimId, session: await steps.enter(claimId) };
    },
    /** An unbound claim of a service, entered. */
    async openClaim(caller = service) {
      const { claimId } = await bench.present().north.requestOpenClaim(caller, 'test');
      return { claimId, session: await steps.enter(claimId) };
    },
    async enter(claimId: string, session = `session-of-${claimId}`) {
      const fingerprint = (await bench.present().ports.claims.find(claimId))?.fingerprint ?? '';
      const entering = { claimId, session, fingerprint, source: '127.0.0.1' };
      expect(await bench.present().desk.enter(entering)).toMatchObject({ kind: 'entered' });
      return session;
    },
    /** The token of a CSR. */
    async sign(session: { claimId: string; session: string }) {
      const answer = await bench.present().desk.sign(session, { csrPem: bench.csrPem() });
      if (answer.kind !== 'accepted') throw new Error(`no certificate: ${answer.code}`);
      return answer.ownershipToken;
    },
    /** Claim, CSR and registration; what came of them. */
    async register(over: Partial<ClaimRequest> = {}) {
      const session = await steps.claim(over);
      const token = await steps.sign(session);
      const answer = await bench.present().desk.register(session, { token, parameters: {} });
      expect(answer).toMatchObject({ kind: 'accepted', identity: euid });
      return { ...session, token, ...(await steps.bound(session.claimId)) };
    },
    /** What a registered claim led to. */
    async bound(claimId: string) {
      const claim = await bench.present().ports.claims.find(claimId);
      if (!claim?.deviceId) throw new Error('the claim was not registered');
      const { deviceId, transactionId, deviceFingerprint } = claim;
      return { deviceId, transactionId, fingerprint: deviceFingerprint ?? '' };
    },
    /** Shows a certificate at the door. */
    admit: (fingerprint: string, over: { identity?: string; issuer?: 'own' | 'other' } = {}) =>
      bench.present().door.admitCertificate({
        ...{ identity: euid, fingerprint, issuer: 'own', source: '127.0.0.1' },
        notAfterMs: bench.present().clock.nowMs() + 90 * 86_400_000,
        classes: ['heat_pump_controller'],
        ...over,
      }),
    /** Registered, and back with its own certificate. */
    async bind(over: Partial<ClaimRequest> = {}) {
      const made = await steps.register(over);
      expect(await steps.admit(made.fingerprint)).toMatchObject({ kind: 'admitted' });
      return made;
    },
    /** Bound, and connected: its birth is on disk before its link is. */
    async live(answer: Script = answerLater) {
      const made = await steps.bind();
      const { core, clock } = bench.present();
      const { deviceId, fingerprint } = made;
      const at = { bootId: 'boot-1', atMs: clock.nowMs(), rev: 'next' } as const;
      const value = { session: 1, bootedAt: null, firmware: null, certificate: fingerprint };
      await core.record(deviceId, { type: 'reported', aspect: 'boot', ...at, value });
      await core.reported.describe(
        deviceId,
        makeDescription({ kinds: ['deprovision', 'set_water_setpoint', 'rename_sensor'] }),
      );
      const script: Script = (order, signal) =>
        order.command.kind === 'provision'
          ? { kind: 'succeeded', aspect: 'boot', rev: null }
          : answer(order, signal);
      const link = await core.links.open({ id: deviceId } as Device, (epoch) =>
        makeFakeConnection({ id: deviceId, identity: euid }, epoch, { answer: script }),
      );
      await core.quiet();
      return { ...made, link };
    },
    device: async (): Promise<DeviceState | null> =>
      await bench.present().core.devices.findByIdentity(euid),
    /** The certificates of the controller, the newest first. */
    certificates: () => bench.present().ports.certificates.listByIdentity(euid),
    /** The state of one certificate. */
    stateOf: async (fingerprint: string) =>
      (await steps.certificates()).find((each) => each.fingerprint === fingerprint)?.state,
    /** The controller asks for its next certificate; its fingerprint. */
    async rotate(from: string) {
      const device = (await steps.device())?.device;
      if (!device) throw new Error('no device');
      bench.present().clock.advance(1);
      const answer = await bench.present().desk.rotate(device, from, { csrPem: bench.csrPem() });
      return { answer, newest: (await steps.certificates())[0]?.fingerprint ?? '' };
    },
  };
  return steps;
}

function prove(key: KeyObject, of: ProvisioningCore, over: Partial<ClaimRequest>): ClaimRequest {
  const timestamp = over.timestamp ?? String(of.clock.nowMs());
  const identity = over.euid ?? euid;
  const nonce = over.nonce ?? createHash('sha256').update(`${identity}${timestamp}`).digest('hex');
  const signature = sign('sha256', Buffer.from(nonce, 'hex'), key).toString('base64');
  return {
    ...{ caller: makeCaller(), accountNumber: 'A-1', propertyId: 1, mutation: 'test' },
    ...{ euid: identity, nonce, signature, timestamp },
    ...over,
  };
}

async function makeCsr(): Promise<string> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = { name: 'CN=EVIL/+/#', keys, signingAlgorithm: algorithm };
  return (await Pkcs10CertificateRequestGenerator.create(request)).toString('pem');
}

import type { AccountNumber, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import type { Claim, Claims, NewCertificate } from '../../src/domain/ports/provisioning.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { moveTo } from '../../src/domain/transitions.ts';
import { makeClaims } from '../../src/store/claims.ts';
import { makeDeviceCertificates } from '../../src/store/device-certificates.ts';
import { makeFactoryKeys } from '../../src/store/factory-keys.ts';
import { setpointOf } from './builders.ts';
import type { Core } from './core.ts';
import { fakeStartMs } from './fake-clock.ts';
import { caseDevice, prepareSent, type ScriptCase, toEntry, toSettle } from './script-cases.ts';

const nowMs = fakeStartMs;
const euid = '001e5e000000002a' as DeviceIdentity;
const claimId = 'claim-1';
const session = 'session-1';
/** The certificate of a CSR, and the one that an earlier CSR was answered with. */
const [given, earlier, old] = ['b', 'a', 'c'].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
];

function toCertificate(fingerprint: string, identity = euid): NewCertificate {
  return { fingerprint, identity, serial: '2a', notAfterMs: nowMs + 9_000_000, issuedAtMs: nowMs };
}

function toClaim(over: Partial<Claim> = {}): Claim {
  return {
    ...{ id: claimId, identity: euid, accountNumber: 'A-1' as AccountNumber, accounts: ['A-1'] },
    ...{ propertyId: 1, requestedBy: 'owner', onBehalfOf: null, mutation: 'test' },
    ...{ fingerprint: 'f', state: 'OPEN', createdAtMs: nowMs, expiresAtMs: nowMs + 300_000 },
    ...{ transactionId: 'one' as TransactionId, deviceId: null, deviceFingerprint: null },
    ...over,
  };
}

const nonce = { value: 'n', keptMs: 600_000 };

async function prepareOpen(core: Core, over: Partial<Claim> = {}): Promise<Claims> {
  const claims = makeClaims(core.scripts);
  await claims.open(toClaim(over), nonce);
  await claims.enter({ claimId, fingerprint: 'f', session, nowMs });
  return claims;
}

function certify(core: Core, certificate: NewCertificate | null, tokenHash: string) {
  const tokenExpiresAtMs = nowMs + 300_000;
  return makeClaims(core.scripts).certify({
    ...{ claimId, session, certificate, spkiBase64: 'key', tokenHash, tokenExpiresAtMs, nowMs },
  });
}

/** Certified twice, so that an unused certificate of the identity lies about. */
async function prepareCertified(core: Core): Promise<void> {
  await prepareOpen(core);
  await certify(core, toCertificate(earlier), 'token-0');
  await certify(core, toCertificate(given), 'token-1');
}

function register(core: Core, over: Partial<Parameters<Claims['register']>[0]> = {}) {
  return makeClaims(core.scripts).register({
    ...{ claimId, session, tokenHash: 'token-1', certificate: toCertificate(given), answer: null },
    device: {
      ...{ id: caseDevice, accountNumber: 'A-1' as AccountNumber, identity: euid, propertyId: 1 },
      ...{ class: 'heat_pump_controller', provider: 'TEST', registeredBy: 'gateway' },
      createdAtMs: nowMs,
    },
    ...{ nonce: null, nowMs },
    ...over,
  });
}

async function prepareRegistered(core: Core): Promise<void> {
  await prepareCertified(core);
  await register(core);
}

/** A device whose certificate of before was rotated from, and is used no more. */
async function prepareRotated(core: Core): Promise<void> {
  await prepareRegistered(core);
  await admit(core, given);
  await rotate(core, old);
}

function rotate(core: Core, fingerprint: string) {
  const certificate = toCertificate(fingerprint);
  return makeDeviceCertificates(core.scripts).rotate({ from: given, certificate, nowMs });
}

/** As a device asks for one over its link. */
async function pend(core: Core, fingerprint: string) {
  const link = { deviceId: caseDevice, epoch: 1 };
  return await makeDeviceCertificates(core.scripts).pend(toCertificate(fingerprint), link, nowMs);
}

/** Three were asked for and never used beside the one that counts. */
async function preparePending(core: Core): Promise<void> {
  await prepareRegistered(core);
  await core.redis.hset(`jg:dev:${caseDevice}`, 'epoch', 1);
  for (const digit of ['1', '2', '3']) await pend(core, digit.repeat(64));
}

/** The script alone: the door in front of it asks the limiter first. */
function admit(core: Core, fingerprint: string, issuer: 'own' | 'other' = 'own') {
  const classes = JSON.stringify(['heat_pump_controller']);
  const args = [fingerprint, euid, issuer, nowMs + 86_400_000, classes, nowMs + 9_000_000];
  return core.scripts.run('use-certificate', nowMs, args);
}

/** A settle that ends a SENT transaction of a device with certificates. */
const farewellCases: readonly ScriptCase[] = (['retire', 'abandon'] as const).map((kind) => ({
  script: 'settle',
  what: `to an end that says farewell: ${kind}`,
  prepare: async (core) => {
    await prepareSent(core, 'one');
    await core.transactions.accept([toEntry('behind', setpointOf(51))], nowMs);
    await core.redis.hset(`jg:dev:${caseDevice}`, 'identity', euid);
    await core.redis.set(`jg:who:${euid}`, caseDevice);
    await prepareOpen(core);
    await certify(core, toCertificate(given), 'token-1');
  },
  call: (core) => {
    const farewell = kind === 'retire' ? { kind } : { kind, fingerprint: given };
    return core.mailbox.settle(toSettle('one', { move: moveTo('FAILED', {}), farewell }));
  },
}));

/** The cases of provisioning's scripts. */
export const certificateCases: readonly ScriptCase[] = [
  {
    script: 'enrol',
    what: 'of a new key and a known one',
    prepare: async (core) => {
      await makeFactoryKeys(core.scripts).enrol([{ identity: euid, spkiPem: 'old' }], nowMs);
    },
    call: (core) => {
      const other = { identity: '001e5e000000002b' as DeviceIdentity, spkiPem: 'pem' };
      return makeFactoryKeys(core.scripts).enrol(
        [{ identity: euid, spkiPem: 'new' }, other],
        nowMs,
      );
    },
  },
  {
    script: 'claim-open',
    what: 'with a nonce',
    prepare: async () => {},
    call: (core) => makeClaims(core.scripts).open(toClaim(), nonce),
  },
  {
    script: 'claim-enter',
    what: 'of a registered claim whose answer was lost',
    prepare: prepareRegistered,
    call: (core) =>
      makeClaims(core.scripts).enter({ claimId, fingerprint: 'f', session: 'session-2', nowMs }),
  },
  {
    script: 'claim-certify',
    what: 'in the place of an earlier CSR',
    prepare: async (core) => {
      await prepareOpen(core);
      await certify(core, toCertificate(earlier), 'token-0');
    },
    call: (core) => certify(core, toCertificate(given), 'token-1'),
  },
  {
    script: 'claim-register',
    what: 'of a bound claim',
    prepare: prepareCertified,
    call: (core) => register(core),
  },
  {
    script: 'claim-register',
    what: 'of an unbound claim, after a device that is retired',
    prepare: async (core) => {
      await prepareRegistered(core);
      await core.redis.hset(`jg:dev:${caseDevice}`, 'retiredAtMs', nowMs);
      await core.redis.del(`jg:claim:${claimId}`, 'jg:nonce:n');
      await prepareOpen(core, { identity: null, accountNumber: null });
      await certify(core, null, 'token-2');
    },
    call: (core) =>
      register(core, {
        ...{ tokenHash: 'token-2', certificate: toCertificate(old) },
        answer: { certificatePem: 'certificate', chainPem: 'chain' },
        device: {
          ...{ id: 'dev-2' as DeviceId, accountNumber: 'A-1' as AccountNumber, identity: euid },
          ...{ propertyId: null, class: 'heat_pump_controller', provider: 'TEST' },
          ...{ registeredBy: 'gateway', createdAtMs: nowMs },
        },
        nonce: { value: 'm', keptMs: 600_000 },
      }),
  },
  {
    script: 'claim-finish',
    what: 'of a registered claim',
    prepare: prepareRegistered,
    call: (core) => makeClaims(core.scripts).finish(claimId),
  },
  {
    script: 'claim-sweep',
    what: 'of an unused claim with a certificate, and of one to be finished',
    prepare: async (core) => {
      await prepareRegistered(core);
      const other = { id: 'claim-2', identity: '001e5e000000002b' as DeviceIdentity };
      const claims = makeClaims(core.scripts);
      await claims.open(toClaim(other), null);
      await claims.enter({ claimId: 'claim-2', fingerprint: 'f', session, nowMs });
      await claims.certify({
        ...{ claimId: 'claim-2', session, certificate: toCertificate(old, other.identity) },
        ...{ spkiBase64: 'key', tokenHash: 'token-2', tokenExpiresAtMs: nowMs + 1, nowMs },
      });
    },
    call: (core) => makeClaims(core.scripts).sweep(nowMs + 300_000, 10),
  },
  {
    script: 'rotate-certificate',
    what: 'once more, the first successor was never used',
    prepare: prepareRotated,
    call: (core) => rotate(core, earlier.replaceAll('a', 'd')),
  },
  {
    script: 'pend-certificate',
    what: 'once more than are kept',
    prepare: preparePending,
    call: (core) => pend(core, old),
  },
  {
    script: 'use-certificate',
    what: 'that the device asked for, for the first time',
    prepare: preparePending,
    call: (core) => admit(core, '2'.repeat(64)),
  },
  {
    script: 'revoke-certificates',
    what: 'of a device that has two',
    prepare: prepareRotated,
    call: (core) => makeDeviceCertificates(core.scripts).revokeAll(euid, 'revoked', nowMs),
  },
  {
    script: 'retire',
    what: 'a device with a certificate',
    prepare: prepareRotated,
    call: (core) => core.devices.retire(caseDevice as DeviceId, nowMs),
  },
  {
    script: 'drop-credentials',
    what: 'of a device that has two certificates',
    prepare: prepareRotated,
    call: (core) => core.devices.dropCredentials(caseDevice as DeviceId, nowMs),
  },
  {
    script: 'use-certificate',
    what: 'for the first time, after a rotation',
    prepare: prepareRotated,
    call: (core) => admit(core, old),
  },
  {
    script: 'use-certificate',
    what: 'of an extra issuer, which is adopted',
    prepare: async (core) => {
      await prepareRegistered(core);
      await core.redis.hdel(`jg:dev:${caseDevice}`, 'hadCertificate');
      await core.redis.hset(`jg:cert:${given}`, 'state', 'REVOKED');
    },
    call: (core) => admit(core, 'e'.repeat(64), 'other'),
  },
  ...farewellCases,
];

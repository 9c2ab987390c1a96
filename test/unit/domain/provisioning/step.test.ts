import { describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../../../../src/domain/device.ts';
import type { DeviceState } from '../../../../src/domain/ports/devices.ts';
import type { Claim, DeviceCertificate } from '../../../../src/domain/ports/provisioning.ts';
import { isBound, isCounting } from '../../../../src/domain/provisioning/binding.ts';
import { type StepFacts, toAdvice, toStep } from '../../../../src/domain/provisioning/step.ts';
import type { TransactionStatus } from '../../../../src/domain/transaction.ts';
import { makeDevice, makeView } from '../../../support/builders.ts';
import { fakeStartMs as nowMs } from '../../../support/fake-clock.ts';

const fingerprint = 'a'.repeat(64);

function makeCertificate(over: Partial<DeviceCertificate> = {}): DeviceCertificate {
  return {
    ...{ fingerprint, identity: '001e5e000000002a' as DeviceIdentity, state: 'ACTIVE' },
    ...{ serial: '1', notAfterMs: nowMs + 9_000, issuedAtMs: nowMs, firstUsedAtMs: null },
    ...{ endsAtMs: null, revokedAtMs: null, revokedFor: null },
    ...over,
  };
}

function makeState(live = true, over: Parameters<typeof makeDevice>[0] = {}): DeviceState {
  const { link, ...view } = makeView({ device: makeDevice(over) });
  return { ...view, link: { ...link, live }, alerts: [] };
}

const claim = (state: Claim['state'], expiresAtMs = nowMs + 1) =>
  ({ state, expiresAtMs, deviceFingerprint: fingerprint }) as Claim;
const transaction = (status: TransactionStatus) => ({ status });
const used = makeCertificate({ firstUsedAtMs: nowMs });
const revoked = makeCertificate({ state: 'REVOKED', revokedAtMs: nowMs });

function makeFacts(over: Partial<StepFacts>): StepFacts {
  const none = { claim: null, state: null, certificates: [], transaction: null };
  return { enrolledAtMs: 1, ...none, nowMs, ...over };
}

const registered = {
  claim: claim('CONSUMED'),
  state: makeState(),
  certificates: [makeCertificate()],
};

const rows: readonly [string, Partial<StepFacts>, string, string][] = [
  ['nothing', { enrolledAtMs: null }, 'NOT_ENROLLED', 'have the controller enrolled'],
  ['a factory key', {}, 'ENROLLED', 'Ask for a provisioning claim'],
  ['a claim', { claim: claim('OPEN') }, 'CLAIMED', 'send its request'],
  [
    'a claim on a device in service whose certificates are revoked',
    { claim: claim('OPEN'), state: makeState(), certificates: [revoked] },
    ...(['CLAIMED', 'send its request'] as const),
  ],
  [
    'a claim whose time is over',
    { claim: claim('OPEN', nowMs) },
    'ABANDONED',
    'not used in its time',
  ],
  ['a claim that was ended', { claim: claim('EXPIRED') }, 'ABANDONED', 'not used in its time'],
  ['a CSR', { claim: claim('CERTIFIED') }, 'CERTIFIED', 'is to register it'],
  ['a CSR whose time is over', { claim: claim('CERTIFIED', nowMs) }, 'ABANDONED', 'not used'],
  ['a registration', { ...registered }, 'REGISTERED', 'connect with its own certificate'],
  [
    'a registration whose transaction waits',
    { ...registered, transaction: transaction('QUEUED') },
    ...(['REGISTERED', 'connect with its own certificate'] as const),
  ],
  [
    'a registration that was revoked before its first use',
    { ...registered, certificates: [revoked], transaction: transaction('QUEUED') },
    ...(['ENROLLED', 'ask for a new claim'] as const),
  ],
  [
    'a registration of another time, the claim forgotten',
    { state: makeState(), certificates: [makeCertificate()] },
    ...(['REGISTERED', 'connect with its own certificate'] as const),
  ],
  [
    'an hour without it',
    { claim: claim('CONSUMED'), certificates: [revoked], transaction: transaction('EXPIRED') },
    ...(['ABANDONED', 'never came back'] as const),
  ],
  [
    'a cancel',
    { claim: claim('CONSUMED'), certificates: [revoked], transaction: transaction('CANCELLED') },
    ...(['ABANDONED', 'was cancelled'] as const),
  ],
  [
    'a first connect',
    { ...registered, certificates: [used], transaction: transaction('SUCCEEDED') },
    ...(['BOUND', 'All is done: it is connected'] as const),
  ],
  [
    'a first connect, and its link lost',
    { ...registered, certificates: [used], state: makeState(false) },
    ...(['BOUND', 'not connected now'] as const),
  ],
  [
    'another claim that nobody used',
    { claim: claim('EXPIRED'), certificates: [used], state: makeState() },
    ...(['BOUND', 'All is done'] as const),
  ],
  [
    'a revocation',
    { ...registered, certificates: [revoked], transaction: transaction('SUCCEEDED') },
    ...(['ENROLLED', 'were revoked'] as const),
  ],
  [
    'a certificate that nobody used, after an older one that was revoked',
    {
      state: makeState(),
      certificates: [
        { ...revoked, revokedFor: 'revoked' },
        { ...revoked, revokedAtMs: nowMs + 1, revokedFor: 'abandon' },
      ],
    },
    ...(['ENROLLED', 'never came with it: ask for a new claim'] as const),
  ],
  [
    'its de-provisioning',
    { claim: claim('CONSUMED'), certificates: [{ ...revoked, revokedFor: 'retire' }] },
    ...(['ENROLLED', 'It was de-provisioned: ask for a new claim'] as const),
  ],
  [
    'the end of its certificate',
    {
      ...{ ...registered, transaction: transaction('SUCCEEDED') },
      certificates: [makeCertificate({ firstUsedAtMs: 1, notAfterMs: nowMs }), revoked],
    },
    ...(['ENROLLED', 'has ended: claim it again'] as const),
  ],
  [
    'its retirement',
    { claim: claim('CONSUMED'), certificates: [revoked], transaction: transaction('SUCCEEDED') },
    ...(['ENROLLED', 'were revoked'] as const),
  ],
];

describe('how far a controller has come', () => {
  it.each(rows)('after %s', (_what, over, step, advice) => {
    const facts = makeFacts(over);
    expect(toStep(facts)).toBe(step);
    expect(toAdvice(toStep(facts), facts)).toContain(advice);
  });
});

describe('a certificate', () => {
  it.each([
    ['ACTIVE', {}, true],
    ['the old one of a rotation in its day', { endsAtMs: nowMs + 1 }, true],
    ['the old one of a rotation when its day is over', { endsAtMs: nowMs }, false],
    ['PENDING', { state: 'PENDING' }, false],
    ['REVOKED', { state: 'REVOKED' }, false],
    ['past its own end', { notAfterMs: nowMs }, false],
    ['of an end that nobody knows', { notAfterMs: 0 }, true],
  ] as const)('counts or not: %s', (_what, over, counts) => {
    expect(isCounting(makeCertificate(over), nowMs)).toBe(counts);
  });
});

describe('a controller', () => {
  const bound = (holder: DeviceState | null, certificates: readonly DeviceCertificate[]) =>
    isBound({ accountNumber: 'A-1', holder, certificates, nowMs });
  it.each([
    ['nobody holds', null, [used], false],
    ['a retired device held', makeState(true, { retiredAtMs: 1 }), [used], false],
    ['this account holds by a used certificate', makeState(), [used], true],
    ['this account holds by one that was never used', makeState(), [makeCertificate()], false],
    ['this account holds by a revoked one', makeState(), [revoked], false],
    ['this account holds by one that has ended', makeState(), [{ ...used, notAfterMs: 1 }], false],
    ['another account holds', makeState(true, { accountNumber: 'A-2' as never }), [], true],
    [
      'another account registered and never connected',
      makeState(false, { accountNumber: 'A-2' as never, firstConnectedAtMs: null }),
      ...([[revoked], false] as const),
    ],
    [
      'another account proved and has not connected yet',
      makeState(false, { accountNumber: 'A-2' as never, firstConnectedAtMs: null }),
      ...([[makeCertificate()], true] as const),
    ],
    ['is of another class', makeState(true, { class: 'heat_pump_unit' }), [], true],
  ] as const)('is bound or not when %s', (_who, holder, certificates, expected) => {
    expect(bound(holder, certificates)).toBe(expected);
  });
});

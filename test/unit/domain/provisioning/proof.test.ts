import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkProof,
  nonceKeptMs,
  type Proof,
  type ProofPorts,
  toProofFaults,
} from '../../../../src/domain/provisioning/proof.ts';
import { fakeStartMs as nowMs } from '../../../support/fake-clock.ts';

const euid = '001e5e000000002a';
const toNonce = (text: string) => createHash('sha256').update(text).digest('hex');

function makeProof(over: Partial<Proof> = {}): Proof {
  const timestamp = over.timestamp ?? String(nowMs);
  const nonce = toNonce(`${euid}${timestamp}`);
  return { euid, timestamp, nonce, signature: 'c2lnbmF0dXJl', ...over };
}

const pathsOf = (proof: Proof) => toProofFaults(proof, nowMs).map(({ path }) => path.join('.'));

describe('the form of a proof', () => {
  it('is right with the EUID in any spelling, the nonce over its 16 lower-case digits', () => {
    for (const spelling of [euid, euid.toUpperCase(), '00:1e:5e:00:00:00:00:2A']) {
      expect(pathsOf(makeProof({ euid: spelling }))).toEqual([]);
    }
  });

  it('is wrong with a nonce over the EUID as it was spelt', () => {
    const spelling = '00:1e:5e:00:00:00:00:2a';
    const nonce = toNonce(`${spelling}${nowMs}`);
    expect(pathsOf(makeProof({ euid: spelling, nonce }))).toEqual(['nonce']);
  });

  it.each([
    [-120_000, []],
    [-120_001, ['timestamp']],
    [120_000, []],
    [120_001, ['timestamp']],
    [0, []],
  ])('takes a timestamp %i ms off: faults %j', (offMs, faults) => {
    expect(pathsOf(makeProof({ timestamp: String(nowMs + offMs) }))).toEqual(faults);
  });

  it('says by how much and on which side a timestamp is off', () => {
    const textOf = (offMs: number) =>
      toProofFaults(makeProof({ timestamp: String(nowMs + offMs) }), nowMs)[0]?.message;
    expect(textOf(-300_000)).toContain('300 s old');
    expect(textOf(130_000)).toContain('130 s ahead');
  });

  it.each([
    '',
    ' 1764000000000',
    '1764000000000.5',
    '1.764e12',
    '-1764000000000',
    '0x19ab7b4e400',
    '2025-11-24T16:00:00Z',
    '1'.repeat(16),
    '1764000000000\n',
  ])('takes no timestamp %j', (timestamp) => {
    expect(pathsOf(makeProof({ timestamp }))).toEqual(['timestamp']);
  });

  it.each([
    ['upper case', toNonce(`${euid}${nowMs}`).toUpperCase()],
    ['another controller’s', toNonce(`001e5e00000000ff${nowMs}`)],
    ['another time’s', toNonce(`${euid}${nowMs + 1}`)],
    ['short', 'ab'],
    ['none', ''],
    ['with a line end', `${toNonce(`${euid}${nowMs}`)}\n`],
  ])('takes no nonce that is %s', (_what, nonce) => {
    expect(pathsOf(makeProof({ nonce }))).toEqual(['nonce']);
  });

  it.each(['', 'a', 'not base64!', 'AAAA\n', 'A'.repeat(685)])(
    'takes no signature %j',
    (signature) => {
      expect(pathsOf(makeProof({ signature }))).toEqual(['signature']);
    },
  );

  it('names everything that is wrong at once', () => {
    const wrong = { euid: 'x', nonce: 'x', timestamp: 'x', signature: '' };
    expect(pathsOf(wrong)).toEqual(['euid', 'timestamp', 'nonce', 'signature']);
  });

  it('outlives its timestamp in the memory of nonces', () => {
    expect(nonceKeptMs).toBeGreaterThan(2 * 120_000);
  });
});

describe('checking a proof', () => {
  function makePorts(isSigned: boolean, isEnrolled = true) {
    const calls: object[] = [];
    const verifyNonce = (call: object) => calls.push(call) > 0 && isSigned;
    const find = async () => (isEnrolled ? { spkiPem: 'pem', enrolledAtMs: 1 } : null);
    const ports = { keys: { verifyNonce }, factoryKeys: { find } };
    return { calls, ports: ports as unknown as ProofPorts };
  }

  it('shows the key the 32 bytes of the nonce and the bytes of the signature', async () => {
    const { ports, calls } = makePorts(true);
    const proof = makeProof({ euid: '00:1E:5E:00:00:00:00:2A' });
    const proved = { kind: 'proved', identity: euid, spkiPem: 'pem' };
    expect(await checkProof(ports, proof, nowMs)).toEqual(proved);
    const nonce = Buffer.from(proof.nonce, 'hex');
    expect(calls).toEqual([{ spkiPem: 'pem', nonce, signature: Buffer.from('signature') }]);
    expect(nonce).toHaveLength(32);
  });

  it('asks nobody about what has not the right form', async () => {
    const { ports, calls } = makePorts(true);
    expect(await checkProof(ports, makeProof({ nonce: 'x' }), nowMs)).toMatchObject({
      kind: 'faulty',
    });
    expect(calls).toEqual([]);
  });

  it('tells a stranger from a wrong signature', async () => {
    const stranger = await checkProof(makePorts(true, false).ports, makeProof(), nowMs);
    expect(stranger).toEqual({ kind: 'not_enrolled' });
    const wrong = await checkProof(makePorts(false).ports, makeProof(), nowMs);
    expect(wrong).toMatchObject({ kind: 'faulty', faults: [{ path: ['signature'] }] });
  });
});

import { timingSafeEqual } from 'node:crypto';
import type { InputFault } from '../commands/spec.ts';
import type { DeviceIdentity } from '../device.ts';
import { sha256 } from '../digest.ts';
import { parseEuid } from '../identity.ts';
import type { FactoryKeyReader } from '../ports/certificates.ts';
import type { FactoryKeys } from '../ports/provisioning.ts';
import { toFault } from '../registration-faults.ts';

/** What a controller shows to prove that it holds its factory key (provisioning.md 2.2). */
export type Proof = {
  readonly euid: string;
  readonly nonce: string;
  readonly signature: string;
  readonly timestamp: string;
};

/** A nonce is remembered for longer than its timestamp is taken, so that none works twice, ms. */
export const nonceKeptMs = 600_000;

const toleranceMs = 120_000;
const timestampForm = /^\d{1,15}$/;
const nonceForm = /^[0-9a-f]{64}$/;
/** 512 bytes, the signature of the longest RSA key, in base64. */
const signatureForm = /^[A-Za-z0-9+/]{4,684}={0,2}$/;

/** What checking a proof needs. */
export type ProofPorts = {
  readonly keys: FactoryKeyReader;
  readonly factoryKeys: Pick<FactoryKeys, 'find'>;
};

/** What a proof came to: who it is and its factory key, or everything that is wrong. */
export type ProofResult =
  | { readonly kind: 'proved'; readonly identity: DeviceIdentity; readonly spkiPem: string }
  | { readonly kind: 'faulty'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'not_enrolled' };

/** Form, time and nonce; neither of `TIME_SCALE`'s business. Empty = right. */
export function toProofFaults(proof: Proof, nowMs: number): readonly InputFault[] {
  const { timestamp, nonce, signature } = proof;
  const faults: InputFault[] = [];
  const identity = parseEuid(proof.euid);
  if (!identity) {
    faults.push(toFault('euid', 'an EUID is 16 hex digits, with or without colons'));
  }
  const timeFault = toTimeFault(timestamp, nowMs);
  if (timeFault) faults.push(toFault('timestamp', timeFault));
  if (!nonceForm.test(nonce)) {
    faults.push(toFault('nonce', 'a nonce is 64 lower-case hex digits'));
  } else if (identity && !isEqual(nonce, sha256(`${identity}${timestamp}`))) {
    faults.push(toFault('nonce', 'the nonce is SHA-256 of the EUID and the timestamp, as text'));
  }
  if (!signatureForm.test(signature)) {
    faults.push(toFault('signature', 'a signature is base64'));
  }
  return faults;
}

/** The whole proof but for the nonce's being new: the store knows that. */
export async function checkProof(
  ports: ProofPorts,
  proof: Proof,
  nowMs: number,
): Promise<ProofResult> {
  const faults = toProofFaults(proof, nowMs);
  const identity = parseEuid(proof.euid);
  if (faults.length > 0 || !identity) return { kind: 'faulty', faults };
  const enrolled = await ports.factoryKeys.find(identity);
  if (!enrolled) return { kind: 'not_enrolled' };
  const { spkiPem } = enrolled;
  const nonce = Buffer.from(proof.nonce, 'hex');
  const signature = Buffer.from(proof.signature, 'base64');
  if (ports.keys.verifyNonce({ spkiPem, nonce, signature })) {
    return { kind: 'proved', identity, spkiPem };
  }
  const message = 'the signature is not of the enrolled factory key over the 32 nonce bytes';
  return { kind: 'faulty', faults: [toFault('signature', message)] };
}

function toTimeFault(timestamp: string, nowMs: number): string | null {
  if (!timestampForm.test(timestamp)) return 'a timestamp is whole milliseconds since 1970';
  const offMs = Number(timestamp) - nowMs;
  if (Math.abs(offMs) <= toleranceMs) return null;
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  const side = offMs < 0 ? 'old' : 'ahead';
  return `the timestamp is ${seconds} s ${side}; at most ${toleranceMs / 1_000} s are allowed`;
}

function isEqual(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}

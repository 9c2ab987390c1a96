import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { CertificateAuthority } from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { makePeerCertificates, toChargerUri } from './peer-certificates.ts';
import { clientProfile } from './profiles.ts';
import { readCsr } from './read-csr.ts';
import { type Signer, signCertificate } from './sign-certificate.ts';

/** A device whose clock is a little behind must be able to use its certificate at once, ms. */
const backdatedMs = 60_000;
/** provisioning.md 2.3, step 2. Not divided by TIME_SCALE: a device's clock does not know it. */
const claimLifeMs = 300_000;
const dayMs = 86_400_000;

/** What the authority signs with, and whom it believes. */
export type AuthorityParts = {
  readonly rootPem: string;
  readonly deviceCa: Signer;
  readonly claimCa: Signer;
  /** Earlier device CAs, whose certificates still count. */
  readonly predecessors: readonly KeyObject[];
  readonly otherIssuers: readonly KeyObject[];
  readonly deviceDays: number;
  readonly clock: Clock;
};

/** The two CAs over their keys; nothing of a CSR but its public key gets into a certificate. */
export function makeAuthority(parts: AuthorityParts): CertificateAuthority {
  const { deviceCa, claimCa, clock, rootPem } = parts;
  const chainOf = (signer: Signer) => `${signer.certificatePem.trim()}\n${rootPem.trim()}\n`;
  const deviceChainPem = chainOf(deviceCa);
  const claimChainPem = chainOf(claimCa);
  const issuers = {
    claim: claimCa.certificate.publicKey,
    device: [deviceCa.certificate.publicKey, ...parts.predecessors],
    other: parts.otherIssuers,
  };
  const sign = async (signer: Signer, to: Subject & { spki: Uint8Array; lifeMs: number }) =>
    await signCertificate(signer, {
      subject: [{ CN: [to.name] }],
      spki: to.spki,
      notBeforeMs: clock.nowMs() - backdatedMs,
      notAfterMs: clock.nowMs() + to.lifeMs,
      extensions: clientProfile(to.uri),
    });
  const signDevice = async (name: string, uri: string, spki: Uint8Array) => {
    const lifeMs = parts.deviceDays * dayMs;
    return { ...(await sign(deviceCa, { name, uri, spki, lifeMs })), chainPem: deviceChainPem };
  };
  return {
    ...makePeerCertificates(issuers, clock),
    readCsr,
    deviceChainPem,
    async issueClaim({ claimId, identity }) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const to = { name: `claim:${claimId}`, uri: `urn:gw:claim:${identity ?? claimId}` };
      const issued = await sign(claimCa, { ...to, spki, lifeMs: claimLifeMs });
      const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { ...issued, chainPem: claimChainPem, privateKeyPem };
    },
    issueDevice: ({ identity, spki }) => signDevice(identity, `urn:gw:euid:${identity}`, spki),
    issueCharger: ({ identity, spki }) => signDevice(identity, toChargerUri(identity), spki),
  };
}

type Subject = { readonly name: string; readonly uri: string };

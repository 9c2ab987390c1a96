import 'reflect-metadata';
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import type { CertificateAuthority, PeerCertificates } from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { CaKey } from './ca-files.ts';
import { certify, makeKeyPair, toIssued } from './certify.ts';
import { readCsr } from './csr.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A claim is for one visit of an installer (provisioning.md 2.3, step 2). */
const claimLifeMs = 5 * minuteMs;
/** Clocks of devices and of ours differ a little. */
const backdateMs = minuteMs;

/** What the authority is made of. */
export type AuthorityParts = {
  readonly deviceCa: CaKey;
  readonly claimCa: CaKey;
  readonly rootPem: string;
  readonly peers: PeerCertificates;
  readonly clock: Clock;
  /** Life of a device certificate (`LIMIT_DEVICE_CERTIFICATE_DAYS`). */
  readonly deviceDays: number;
};

/**
 * The claim CA and the device CA (provisioning.md 2.3, steps 2 and 4). Every name and every
 * extension is written here: what a device asked for never reaches its certificate.
 */
export function makeAuthority(parts: AuthorityParts): CertificateAuthority {
  const { deviceCa, claimCa, rootPem, clock } = parts;
  const deviceChainPem = deviceCa.certificatePem + rootPem;
  const sign = async (ca: CaKey, wish: Wish): Promise<string> => {
    const nowMs = clock.nowMs();
    return await certify({
      commonName: wish.commonName,
      spki: wish.spki,
      issuer: ca,
      notBeforeMs: nowMs - backdateMs,
      // A certificate that outlives its issuer verifies nowhere.
      notAfterMs: Math.min(nowMs + wish.lifeMs, ca.notAfterMs),
      caPathLength: null,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension([{ type: 'url', value: wish.uri }]),
      ],
    });
  };
  return {
    deviceChainPem,
    read: (der) => parts.peers.read(der),
    readCsr,
    async issueClaim({ claimId, identity }) {
      const { spki, privateKeyPem } = await makeKeyPair();
      const commonName = `claim:${claimId}`;
      const uri = `urn:gw:claim:${identity ?? claimId}`;
      const pem = await sign(claimCa, { commonName, uri, spki, lifeMs: claimLifeMs });
      return { ...toIssued(pem, claimCa.certificatePem + rootPem), privateKeyPem };
    },
    async issueDevice({ identity, spki }) {
      const uri = `urn:gw:euid:${identity}`;
      const lifeMs = parts.deviceDays * dayMs;
      const pem = await sign(deviceCa, { commonName: identity, uri, spki, lifeMs });
      return toIssued(pem, deviceChainPem);
    },
  };
}

type Wish = {
  readonly commonName: string;
  readonly uri: string;
  readonly spki: Uint8Array;
  readonly lifeMs: number;
};

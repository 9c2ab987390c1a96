import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { FileTexts } from './private-files.ts';
import { caProfile } from './profiles.ts';
import { type Signer, signCertificate, signOwn, toSigner } from './sign-certificate.ts';

/** A CA that signs for devices or for claims. */
export type IssuingName = 'device-ca' | 'claim-ca';

const yearMs = 365 * 86_400_000;
const rootLifeMs = 10 * yearMs;
const issuingLifeMs = 5 * yearMs;
/** Machines that share the files may have clocks that differ a little, ms. */
const backdatedMs = 60_000;

const words = { 'device-ca': 'device CA', 'claim-ca': 'claim CA' } as const;

/** A root and the two CAs below it, as files. */
export async function makeAllCas(nowMs: number): Promise<FileTexts> {
  const { key, spki, keyPem } = makeKey();
  const { certificatePem } = await signOwn(
    {
      subject: nameOf('root'),
      spki,
      notBeforeMs: nowMs - backdatedMs,
      notAfterMs: nowMs + rootLifeMs,
      extensions: caProfile({ pathLength: 1, issues: 'anything' }),
    },
    key,
  );
  const root = toSigner(certificatePem, key);
  return {
    'root.key': keyPem,
    'root.pem': certificatePem,
    ...(await makeIssuingCa('device-ca', root, nowMs)),
    ...(await makeIssuingCa('claim-ca', root, nowMs)),
  };
}

/** One CA that signs for TLS clients only and makes no further CAs, as files; its key first. */
export async function makeIssuingCa(
  name: IssuingName,
  root: Signer,
  nowMs: number,
): Promise<FileTexts> {
  const { spki, keyPem } = makeKey();
  const { certificatePem } = await signCertificate(root, {
    subject: nameOf(words[name]),
    spki,
    notBeforeMs: nowMs - backdatedMs,
    notAfterMs: nowMs + issuingLifeMs,
    extensions: caProfile({ pathLength: 0, issues: 'clients' }),
  });
  return { [`${name}.key`]: keyPem, [`${name}.pem`]: certificatePem };
}

/** A fresh P-256 pair: the key, its public half as DER, and its PKCS #8 PEM. */
export function makeKey(): { key: KeyObject; spki: Uint8Array; keyPem: string } {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { key, spki, keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Two generations must not have one name: programs look for an issuer by it. */
function nameOf(role: string) {
  return [{ O: ['joulegate'] }, { CN: [`joulegate ${role} ${randomBytes(4).toString('hex')}`] }];
}

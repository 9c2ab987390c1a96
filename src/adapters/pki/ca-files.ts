import type { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { readCaFolder } from './ca-certificates.ts';
import { type IssuingName, makeAllCas, makeIssuingCa } from './make-cas.ts';
import { guardFile } from './pki-fault.ts';
import { makeFolderWith, replaceFiles } from './private-files.ts';
import { assertValidAt, parseCertificate, parsePrivateKey, readPem } from './read-pem.ts';
import { type Signer, toSigner } from './sign-certificate.ts';

/** The CAs of one gateway, or of the nodes that share them. */
export type CaFiles = {
  readonly rootPem: string;
  readonly rootCertificate: X509Certificate;
  /** `null` while the key is kept elsewhere: then nothing new is signed by the root. */
  readonly root: Signer | null;
  readonly deviceCa: Signer;
  readonly claimCa: Signer;
  /** `trusted/*.pem`: CAs of an earlier generation. */
  readonly predecessors: readonly X509Certificate[];
};

type Place = { readonly folder: string; readonly clock: Clock; readonly log: Log };

/**
 * The CAs in a folder: `root`, `device-ca` and `claim-ca`, each `.pem` and `.key`. All are made
 * where there are none. What is there is never replaced: devices in the field trust it.
 * @throws PkiFault when anything of it is missing or cannot be used.
 */
export async function openCaFiles(place: Place): Promise<CaFiles> {
  const { folder, clock, log } = place;
  if (!hasAny(folder)) {
    const files = await makeAllCas(clock.nowMs());
    guardFile(folder, emptyIt, () => makeFolderWith(folder, files));
    log.info({ folder }, 'certificate authorities made');
  }
  const root = readRoot(place);
  const trusted = join(folder, 'trusted');
  const predecessors = guardFile(trusted, `correct or remove that file in ${trusted}`, () =>
    readCaFolder(trusted),
  );
  await renew('claim-ca', place, root.signer);
  if (predecessors.length > 0) await renew('device-ca', place, root.signer);
  return {
    rootPem: root.pem,
    rootCertificate: root.certificate,
    root: root.signer,
    deviceCa: readIssuing('device-ca', place, root.certificate),
    claimCa: readIssuing('claim-ca', place, root.certificate),
    predecessors,
  };
}

const emptyIt = 'empty that folder, or restore the files of the CAs in it';
const restore = 'restore it from the backup: devices trust what it signed';
const roll =
  'restore it; or, for a new device CA: move device-ca.pem into trusted/, remove device-ca.key, ' +
  'put root.key in place and start (for a new claim CA: remove claim-ca.pem and claim-ca.key)';

function hasAny(folder: string): boolean {
  const names = ['root', 'device-ca', 'claim-ca'];
  return names.some((name) => hasFile(folder, `${name}.pem`) || hasFile(folder, `${name}.key`));
}

function hasFile(folder: string, name: string): boolean {
  return existsSync(join(folder, name));
}

function readRoot({ folder, clock }: Place) {
  const file = join(folder, 'root.pem');
  return guardFile(file, restore, () => {
    const pem = readPem(file);
    const certificate = parseCertificate(pem, file);
    assertValidAt(clock.nowMs(), certificate, file);
    if (!certificate.ca || !certificate.verify(certificate.publicKey)) {
      throw new Error(`${file} is not the certificate of a root CA`);
    }
    const hasKey = hasFile(folder, 'root.key');
    return { pem, certificate, signer: hasKey ? readSigner(folder, 'root', certificate) : null };
  });
}

/** Makes a CA whose files were both taken away; a lost one of two is a fault that reading finds. */
async function renew(name: IssuingName, place: Place, root: Signer | null): Promise<void> {
  const { folder, clock, log } = place;
  if (!root || hasFile(folder, `${name}.pem`) || hasFile(folder, `${name}.key`)) return;
  const files = await makeIssuingCa(name, root, clock.nowMs());
  guardFile(folder, restore, () => replaceFiles(folder, files));
  log.warn({ ca: name }, 'a new certificate authority was made: its files were taken away');
}

function readIssuing(name: IssuingName, { folder, clock }: Place, root: X509Certificate): Signer {
  const file = join(folder, `${name}.pem`);
  return guardFile(file, roll, () => {
    const certificate = parseCertificate(readPem(file), file);
    assertValidAt(clock.nowMs(), certificate, file);
    if (!certificate.ca || !certificate.verify(root.publicKey)) {
      throw new Error(`${file} is not a CA that root.pem has signed`);
    }
    return readSigner(folder, name, certificate);
  });
}

function readSigner(folder: string, name: string, certificate: X509Certificate): Signer {
  const file = join(folder, `${name}.key`);
  const key = parsePrivateKey(readPem(file), file);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error(`${file} is not a P-256 key`);
  }
  if (!certificate.checkPrivateKey(key)) throw new Error(`${file} is not the key of ${name}.pem`);
  return toSigner(certificate.toString(), key);
}

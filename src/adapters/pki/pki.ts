import { type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateAuthority, FactoryKeyReader } from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { makeAuthority } from './authority.ts';
import { type CaSet, openCaFiles } from './ca-files.ts';
import { factoryKeyReader } from './factory-keys.ts';
import { openPkiDir, PkiFault, readIfThere } from './files.ts';
import { makePeerCertificates } from './peer.ts';
import {
  openServerCertificate,
  readServerCertificate,
  type ServerCertificate,
} from './server-certificate.ts';

/** Where the certificates are, and what for. */
export type PkiSettings = {
  readonly dataDir: string;
  /** Life of a device certificate, days. */
  readonly deviceDays: number;
  /** A PEM bundle of extra issuers of device certificates. */
  readonly clientCaFile: string | null;
  /** `null` = no TLS listener. The operator's files, or the names of a certificate of our own. */
  readonly server:
    | { readonly certFile: string; readonly keyFile: string }
    | { readonly names: readonly string[] }
    | null;
};

/** Everything of certificates that the gateway is wired with. */
export type Pki = {
  readonly authority: CertificateAuthority;
  readonly keys: FactoryKeyReader;
  /** Whom a TLS listener believes: root, both issuing CAs, their predecessors, extra issuers. */
  readonly clientCaPems: readonly string[];
  readonly server: ServerCertificate | null;
  readonly rootPem: string;
};

const dayMs = 86_400_000;
const warnDays = 30;

/**
 * Opens the certificate authorities in `DATA_DIR/pki`, or makes them.
 * @throws PkiFault naming the file that cannot be used.
 */
export async function openPki(
  settings: PkiSettings,
  ports: { clock: Clock; log: Log },
): Promise<Pki> {
  const { clock, log } = ports;
  const nowMs = clock.nowMs();
  const folder = openPkiDir(settings.dataDir);
  const set = await openCaFiles(folder, nowMs);
  warnOfEnds(set, nowMs, log);
  const formerPems = readFormer(join(folder, 'trusted'));
  const { clientCaFile, deviceDays } = settings;
  const otherPems = clientCaFile === null ? [] : readBundle(clientCaFile);
  const peers = makePeerCertificates({
    claims: [toKey(set.claimCa.certificatePem)],
    devices: [set.deviceCa.certificatePem, ...formerPems].map(toKey),
    others: otherPems.map(toKey),
  });
  const own = [set.rootPem, set.deviceCa.certificatePem, set.claimCa.certificatePem];
  return {
    authority: makeAuthority({ ...set, peers, clock, deviceDays }),
    keys: factoryKeyReader,
    clientCaPems: [...own, ...formerPems, ...otherPems],
    server: await openServer(settings, { folder, set, nowMs }),
    rootPem: set.rootPem,
  };
}

async function openServer(
  { server }: PkiSettings,
  part: { folder: string; set: CaSet; nowMs: number },
): Promise<ServerCertificate | null> {
  if (server === null) return null;
  if ('certFile' in server) return readServerCertificate(server, part.nowMs);
  const { root, rootPem } = part.set;
  return await openServerCertificate(part.folder, {
    ...{ root, rootPem, names: server.names, nowMs: part.nowMs },
  });
}

/** A CA that is replaced stays trusted while its certificates live: two overlap. */
function readFormer(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.pem'));
  } catch {
    return [];
  }
  return [...names].sort().flatMap((name) => readBundle(join(folder, name)));
}

/** The certificates of a PEM bundle, each by itself. @throws PkiFault when it holds none. */
function readBundle(file: string): readonly string[] {
  const text = readIfThere(file) ?? '';
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const remedy = 'give CA certificates in PEM, one after another';
  if (pems.length === 0) throw new PkiFault(file, 'it holds no certificate', remedy);
  for (const pem of pems) if (!isCa(pem)) throw new PkiFault(file, 'not all are of CAs', remedy);
  return pems.map((pem) => `${pem}\n`);
}

function isCa(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

function toKey(pem: string): KeyObject {
  return new X509Certificate(pem).publicKey;
}

function warnOfEnds(set: CaSet, nowMs: number, log: Log): void {
  for (const { commonName, notAfterMs } of [set.deviceCa, set.claimCa]) {
    if (notAfterMs - nowMs > warnDays * dayMs) continue;
    log.warn({ ca: commonName, notAfter: new Date(notAfterMs).toISOString() }, 'a CA ends soon');
  }
}

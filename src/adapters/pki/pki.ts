import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { CertificateAuthority, FactoryKeyReader } from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { makeAuthority } from './authority.ts';
import { readCaCertificates } from './ca-certificates.ts';
import { type CaFiles, openCaFiles } from './ca-files.ts';
import { factoryKeys } from './factory-key.ts';
import { guardFile } from './pki-fault.ts';
import {
  openServerCertificate,
  readServerCertificate,
  type ServerCertificate,
} from './server-certificate.ts';
import { watchEnds } from './watch-ends.ts';

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
  /** What the TLS listener shows; `null` without one. */
  readonly server: ServerCertificate | null;
  readonly rootPem: string;
  /** Ends the daily look at what ends soon. */
  stop(): void;
};

type Ports = { readonly clock: Clock; readonly log: Log };

/**
 * Opens the certificate authorities in `DATA_DIR/pki`, or makes them.
 * @throws PkiFault naming the file that cannot be used.
 */
export async function openPki(settings: PkiSettings, ports: Ports): Promise<Pki> {
  const folder = join(settings.dataDir, 'pki');
  const cas = await openCaFiles({ folder, ...ports });
  const others = readOthers(settings.clientCaFile);
  const server = await openServer(settings, { folder, cas, ...ports });
  const { rootCertificate, deviceCa, claimCa, predecessors } = cas;
  const believed = [rootCertificate, deviceCa.certificate, claimCa.certificate];
  return {
    authority: makeAuthority({
      ...{ rootPem: cas.rootPem, deviceCa, claimCa, clock: ports.clock },
      predecessors: predecessors.map(({ publicKey }) => publicKey),
      otherIssuers: others.map(({ publicKey }) => publicKey),
      deviceDays: settings.deviceDays,
    }),
    keys: factoryKeys,
    clientCaPems: [...believed, ...predecessors, ...others].map((one) => one.toString()),
    server,
    rootPem: cas.rootPem,
    stop: watchEnds(
      {
        root: rootCertificate,
        'device CA': deviceCa.certificate,
        'claim CA': claimCa.certificate,
        ...(server && { server: new X509Certificate(server.certPem) }),
      },
      ports,
    ),
  };
}

function readOthers(file: string | null): readonly X509Certificate[] {
  if (file === null) return [];
  const remedy = 'TLS_CLIENT_CA_FILE: give CA certificates in PEM, one after the other';
  return guardFile(file, remedy, () => readCaCertificates(file));
}

async function openServer(
  { server }: PkiSettings,
  place: Ports & { folder: string; cas: CaFiles },
): Promise<ServerCertificate | null> {
  if (server === null) return null;
  if ('names' in server) {
    const { names } = server;
    const made = await openServerCertificate({ ...place, names });
    const trust = join(place.folder, 'root.pem');
    place.log.info({ names, trust }, 'the TLS listener has a certificate of our own root');
    return made;
  }
  const remedy = 'correct TLS_CERT_FILE and TLS_KEY_FILE, or unset both: then one is made';
  return guardFile(server.certFile, remedy, () =>
    readServerCertificate(server, place.clock.nowMs()),
  );
}

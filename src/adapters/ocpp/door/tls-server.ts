import { constants } from 'node:crypto';
import type { Server } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { makeBoundedWarning } from '../../../domain/bounded-warning.ts';
import type { OcppPorts, OcppTlsSettings } from '../settings.ts';

type TlsParts = Pick<OcppPorts, 'clock' | 'log' | 'metrics'> & {
  readonly tls: OcppTlsSettings;
  /** Those that both listeners share. */
  readonly http: ServerOptions;
};

const HANDSHAKE_MS = 10_000;

/**
 * Makes the HTTPS server of security profiles 2 and 3: TLS 1.2 or later (whitepaper 3.4.2). It asks
 * for a certificate and lets TLS verify it, but a charger of profile 2 has none to show. Every
 * connection shows its own: a resumed session would carry one that nobody checked this time.
 */
export function makeTlsServer({ tls, http, clock, log, metrics }: TlsParts): Server {
  // As node:http is taken in the listener, and for its reason.
  const { createServer } = process.getBuiltinModule('node:https');
  const server = createServer({
    ...http,
    cert: tls.certPem,
    key: tls.keyPem,
    ca: [...tls.clientCaPems],
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_MS,
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  });
  const warn = makeBoundedWarning({ clock, log }, 'OCPP handshake failed');
  server.on('tlsClientError', (error: Error & { code?: string }, socket) => {
    metrics.count('credentials_refused', { protocol: 'ocpp', reason: 'tls' });
    warn({ reason: error.code ?? 'failed', source: socket.remoteAddress });
    socket.destroy();
  });
  return server;
}

/** The certificate of a peer that TLS has verified, DER. One that it has not is like none. */
export function verifiedCertificate(socket: Socket): Uint8Array | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  return socket.getPeerX509Certificate()?.raw ?? null;
}

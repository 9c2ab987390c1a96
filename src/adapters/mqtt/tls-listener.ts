import { constants } from 'node:crypto';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { makeBoundedWarning } from '../../domain/bounded-warning.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { TlsSettings } from './settings.ts';

/** What the listener is made of. */
export type TlsListenerParts = {
  readonly tls: TlsSettings;
  /** A handshake that is not done by then is cut, ms. */
  readonly handshakeTimeoutMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** TLS is up and the client's certificate is of one of our issuers, and valid now. */
  readonly onSecure: (socket: TLSSocket) => void;
};

/**
 * Makes the TLS server for devices and claims; it does not listen, but is given connections by
 * its event `connection`. Nobody comes through
 * without a certificate of a client CA, shown anew by every connection: a resumed or renegotiated
 * session would carry one that nobody checked at this CONNECT.
 */
export function makeTlsServer(parts: TlsListenerParts): Server {
  const { tls } = parts;
  const server = createServer({
    cert: tls.certPem,
    key: tls.keyPem,
    ca: [...tls.clientCaPems],
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    handshakeTimeout: parts.handshakeTimeoutMs,
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  });
  const warn = makeBoundedWarning(parts, 'MQTT handshake failed');
  server.on('secureConnection', parts.onSecure);
  server.on('tlsClientError', (error: Error & { code?: string }, socket) => {
    parts.metrics.count('credentials_refused', { protocol: 'mqtt', reason: 'tls' });
    const reason = String(socket.authorizationError ?? error.code ?? 'failed');
    warn({ reason, source: socket.remoteAddress });
    socket.destroy();
  });
  return server;
}

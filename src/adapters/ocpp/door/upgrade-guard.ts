import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Device } from '../../domain/device.ts';
import type { OcppPorts, OcppSettings } from './settings.ts';
import { parseUpgrade } from './upgrade-request.ts';

/** One request to become a WebSocket, as node:http hands it over. */
export type Upgrade = {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
};

type GuardOptions = {
  readonly ports: Pick<OcppPorts, 'door' | 'metrics' | 'log' | 'clock'>;
  readonly settings: OcppSettings;
  readonly subprotocols: readonly string[];
  /** A rejection is answered with 503. */
  readonly onAdmitted: (device: Device, identity: string, upgrade: Upgrade) => Promise<void>;
};

const RETRY_AFTER_S = 60;

const phrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

/**
 * The door of the listener: path, identity, subprotocol and credentials are judged before the
 * library sees the request (ocpp.md, "The ocpp-rpc library"). Never throws and never rejects.
 */
export function makeUpgradeGuard(options: GuardOptions): (upgrade: Upgrade) => void {
  const { log, clock } = options.ports;
  return (upgrade) => {
    // Between the upgrade event and the WebSocket nobody else listens for a reset connection.
    upgrade.socket.on('error', () => upgrade.socket.destroy());
    const parsed = parseUpgrade(upgrade.request, options.subprotocols);
    if (parsed.kind === 'refused') {
      note(options, upgrade, parsed);
      return refuse(upgrade.socket, parsed.status, parsed.detail);
    }
    const cancel = clock.after(options.settings.limits.headerSeconds * 1_000, () =>
      upgrade.socket.destroy(),
    );
    letIn(options, parsed, upgrade)
      .catch((error: unknown) => {
        log.warn({ identity: parsed.identity, err: error }, 'a charger could not be let in');
        refuse(upgrade.socket, 503, 'try again later');
      })
      .finally(cancel);
  };
}

async function letIn(
  options: GuardOptions,
  { identity, secret }: { identity: string; secret: Buffer | null },
  upgrade: Upgrade,
): Promise<void> {
  const { door } = options.ports;
  const source = upgrade.socket.remoteAddress ?? 'unknown';
  // Asked without a secret too, so that guessing names is counted like guessing passwords.
  const admission = await door.admit({ identity, secret, source, classes: ['charger', 'vehicle'] });
  if (upgrade.socket.destroyed) return;
  if (admission.kind === 'admitted' && secret !== null) {
    return await options.onAdmitted(admission.device, identity, upgrade);
  }
  if (admission.kind === 'throttled') {
    note(options, upgrade, { identity, status: 429, reason: 'throttled' });
    return refuse(upgrade.socket, 429, 'too many attempts');
  }
  const reason = secret === null ? 'no_credentials' : 'secret';
  note(options, upgrade, { identity, status: 401, reason });
  refuse(upgrade.socket, 401, 'wrong identity or password');
}

/** One line and one count for each refusal: a charger that cannot come in shows nothing itself. */
function note(
  { ports }: GuardOptions,
  { socket }: Upgrade,
  refusal: { identity: string | null; status: number; reason: string; detail?: string },
): void {
  const { identity, status, reason, detail } = refusal;
  ports.metrics.count('credentials_refused', { protocol: 'ocpp', reason });
  const source = socket.remoteAddress ?? 'unknown';
  const fields = { identity, source, status, reason, ...(detail !== undefined && { detail }) };
  ports.log.warn(fields, 'OCPP charger refused');
}

/** Answers in plain HTTP and closes; the reason is for the one who reads the charger's log. */
function refuse(socket: Socket, status: keyof typeof phrases, reason: string): void {
  if (socket.destroyed) return;
  const extra =
    status === 401
      ? 'WWW-Authenticate: Basic realm="ocpp"\r\n'
      : status === 429 || status === 503
        ? `Retry-After: ${RETRY_AFTER_S}\r\n`
        : '';
  const body = `${reason}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${phrases[status]}\r\nConnection: close\r\n${extra}` +
      `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

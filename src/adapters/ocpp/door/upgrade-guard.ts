import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { makeWarningBySource } from '../../../domain/bounded-warning.ts';
import type { Device } from '../../../domain/device.ts';
import type { OcppPorts, OcppSettings } from '../settings.ts';
import { admit, type Proof } from './admission.ts';
import { parseUpgrade } from './upgrade-request.ts';

/** One request to become a WebSocket, as node:http hands it over. */
export type Upgrade = {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  /** Its address, or that which a proxy of ours names. */
  readonly source: string;
  /** One that TLS has verified, DER. */
  readonly certificateDer: Uint8Array | null;
  /** By TLS, or without leaving this machine: nobody on the way can have read it. */
  readonly isPrivate: boolean;
};

/** Who was let in, by what, and whether others may have read along. */
export type Admitted = { readonly device: Device; readonly proof: Proof } & Pick<
  Upgrade,
  'isPrivate'
>;

type GuardOptions = {
  readonly ports: Pick<
    OcppPorts,
    'door' | 'certificateDoor' | 'peers' | 'metrics' | 'log' | 'clock'
  >;
  readonly settings: Pick<OcppSettings, 'limits'>;
  readonly subprotocols: readonly string[];
  /** False while it has a link that must not be thrown out once more. */
  readonly mayEnter: (device: Device) => boolean;
  /** A rejection is answered with 503. */
  readonly onAdmitted: (visitor: Admitted, identity: string, upgrade: Upgrade) => Promise<void>;
};

/** Why somebody was not let in: a status, a counted word of a closed set, and what is answered. */
type Refusal = {
  readonly identity: string | null;
  readonly status: keyof typeof phrases;
  readonly reason: string;
  readonly detail: string;
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
  const { log, clock, metrics } = options.ports;
  const warn = makeWarningBySource(options.ports, 'OCPP charger refused');

  /** Counts, says and answers: a charger that cannot come in shows nothing itself. */
  function turnAway({ socket, source }: Upgrade, refusal: Refusal): void {
    const { identity, status, reason, detail } = refusal;
    metrics.count('credentials_refused', { protocol: 'ocpp', reason });
    // Of who has the form right, the word says it all.
    warn(source, { identity, status, reason, ...(status < 429 && status !== 401 && { detail }) });
    refuse(socket, status, detail);
  }

  return (upgrade) => {
    // Between the upgrade event and the WebSocket nobody else listens for a reset connection.
    upgrade.socket.on('error', destroyIt);
    const parsed = parseUpgrade(upgrade.request, options.subprotocols);
    if (parsed.kind === 'refused') return turnAway(upgrade, parsed);
    const cancel = clock.after(options.settings.limits.headerSeconds * 1_000, () =>
      upgrade.socket.destroy(),
    );
    letIn(options, parsed, upgrade)
      .then((refusal) => {
        if (refusal) turnAway(upgrade, refusal);
      })
      .catch((error: unknown) => {
        log.warn({ identity: parsed.identity, err: error }, 'a charger could not be let in');
        refuse(upgrade.socket, 503, 'try again later');
      })
      .finally(cancel);
  };
}

/** Stays on the socket as long as that lives, so it must not hold what the charger has shown. */
function destroyIt(this: Socket): void {
  this.destroy();
}

/** Hands it over, or says why not; `null` also when it has left meanwhile. */
async function letIn(
  { ports, mayEnter, onAdmitted }: GuardOptions,
  { identity, secret }: { identity: string; secret: Buffer | null },
  upgrade: Upgrade,
): Promise<Refusal | null> {
  const { source, certificateDer, isPrivate } = upgrade;
  const admission = await admit({ identity, secret, source, certificateDer }, ports);
  if (upgrade.socket.destroyed) return null;
  if (admission.kind === 'refused') {
    const { status, reason } = admission;
    return { identity, status, reason, detail: details[reason] };
  }
  const { device, proof } = admission;
  if (!mayEnter(device)) {
    const detail = 'another socket of this charger is alive, and they throw each other out';
    return { identity, status: 503, reason: 'two_sockets', detail };
  }
  await onAdmitted({ device, proof, isPrivate }, identity, upgrade);
  return null;
}

const details = {
  throttled: 'too many attempts',
  no_credentials: 'wrong identity or password',
  secret: 'wrong identity or password',
  certificate: 'this certificate does not let that identity in',
} as const;

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

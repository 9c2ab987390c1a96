import type { MqttVersion } from '../../lib/mqtt/connection.ts';
import { type MqttConnection, openConnection } from '../../lib/mqtt/connection.ts';
import type { CredentialParts } from '../../lib/mqtt/credentials.ts';
import { type Asking, makeAsking } from './asking.ts';
import type { Claim } from './claim.ts';

const STEPS = ['csr', 'register'] as const;

/** What a claim's session is opened with. */
export interface ClaimSessionOptions {
  readonly claim: Claim;
  readonly parts: CredentialParts;
  readonly version: MqttVersion;
  /** Issuer of the server's certificate; undefined: those that the system trusts. */
  readonly ca: Buffer | undefined;
  readonly signal: AbortSignal;
}

/** The session of a claim (provisioning.md 2.3, steps 3 to 5). */
export interface ClaimSession {
  ask(step: (typeof STEPS)[number], body: object): Promise<Record<string, unknown>>;
  /** Leaves; resolves when the socket is gone. */
  close(): Promise<void>;
}

/** Connects with the claim and subscribes to its answers before anything is asked. */
export async function openClaimSession(options: ClaimSessionOptions): Promise<ClaimSession> {
  const { claim, parts, version, ca, signal } = options;
  const { clock, faults, log, euid } = parts;
  const root = `gw/v1/prov/${claim.id}`;
  const opening = Promise.withResolvers<MqttConnection>();
  // Told to `asking` as well: nobody may be waiting for the opening any more.
  opening.promise.catch(() => {});
  const chain = `${claim.certificatePem}\n${claim.chainPem}`;
  const tls = { cert: Buffer.from(chain), key: Buffer.from(claim.privateKeyPem), ...asCa(ca) };
  const opened = openConnection({
    address: { url: claim.url, version, tls },
    device: euid,
    clientId: claim.id,
    will: null,
    log,
    onOpen: opening.resolve,
    onMessage: (topic, payload) => asking.receive(topic, payload),
    onClose(why) {
      const error = why ?? new Error('the claim session was closed');
      opening.reject(error);
      asking.fail(error);
    },
  });
  let connection: MqttConnection | null = null;
  const asking: Asking = makeAsking({
    clock,
    faults,
    publish(topic, text) {
      connection?.publish(topic, text, { qos: 1, retain: false }).catch(() => {});
      return connection !== null;
    },
    drop: opened.cut,
    freeze: () => connection?.freeze(),
  });
  signal.addEventListener('abort', opened.cut, { once: true });
  const close = async () => {
    signal.removeEventListener('abort', opened.cut);
    await connection?.close();
    opened.cut();
    await opened.gone;
  };
  try {
    connection = await opening.promise;
    await subscribe(connection, root);
  } catch (error) {
    await close();
    throw error;
  }
  return { ask: (step, body) => asking.ask(step, `${root}/${step}`, body), close };
}

/** One filter a call (mqtt.md, "ACL"). */
async function subscribe(connection: MqttConnection, root: string): Promise<void> {
  for (const step of STEPS) {
    for (const word of ['accepted', 'rejected']) {
      await connection.subscribe(`${root}/${step}/${word}`);
    }
  }
}

/** An optional issuer as TLS options take it. */
export function asCa(ca: Buffer | undefined): { ca?: Buffer } {
  return ca === undefined ? {} : { ca };
}

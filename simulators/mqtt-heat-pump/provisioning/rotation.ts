import { messageOf } from '../../lib/errors.ts';
import type { CredentialParts } from '../../lib/mqtt/credentials.ts';
import { makeSigningRequest } from '../../lib/signing-request.ts';
import type { Asking } from './asking.ts';
import { readCertificate } from './certificate-facts.ts';
import type { OwnCertificate } from './own-certificate.ts';

/** At two thirds of its life, and up to a twentieth later, so that a fleet does not march. */
const LIFE_SHARE = 2 / 3;
const JITTER_SHARE = 1 / 20;
const BACK_OFF_MIN_MS = 30_000;
const BACK_OFF_MAX_MS = 3_600_000;
/** Longer waits are cut into pieces of this length, of wall time. */
const WAIT_MAX_MS = 86_400_000;

/** What rotates a certificate. */
export interface RotationOptions {
  readonly parts: CredentialParts;
  readonly asking: Asking;
  /** Topic of the request, without its last word. */
  readonly topic: string;
  readonly current: () => OwnCertificate | null;
  /** A new certificate was given. */
  readonly renewed: (own: OwnCertificate) => void;
}

/** Renews a controller's certificate over its own session (provisioning.md, "Rotation"). */
export interface Rotation {
  /** Arms the renewal of the present certificate, but not before this much device time. */
  arm(leastMs?: number): void;
  disarm(): void;
  isArmed(): boolean;
  /** When it is due, or null. */
  dueAt(): Date | null;
  /** Asks with a new key now; rejects with the reason, and then the old certificate stays. */
  rotate(): Promise<void>;
}

/** Makes the rotation of one controller; its moments are of the controller's own clock. */
export function makeRotation(options: RotationOptions): Rotation {
  const { clock, random, log, euid } = options.parts;
  const jitter = random() * JITTER_SHARE;
  let cancel: (() => void) | null = null;
  let failures = 0;
  let running: Promise<void> | null = null;
  const dueAt = () => {
    const own = options.current();
    return own === null ? null : dueMoment(own, LIFE_SHARE + jitter);
  };
  /** Waits device time in pieces, since a timer takes 24 days at most. */
  const wait = (untilElapsedMs: number) => {
    const leftMs = untilElapsedMs - clock.elapsedMs();
    cancel = clock.after(Math.min(leftMs, WAIT_MAX_MS * clock.speed), () => {
      if (clock.elapsedMs() < untilElapsedMs - 1) wait(untilElapsedMs);
      else tryNow();
    });
  };
  const tryNow = () => {
    rotate().catch((error: unknown) => {
      log.event(euid, { event: 'rotation-failed', why: messageOf(error) });
      const backOffMs = Math.min(BACK_OFF_MIN_MS * 2 ** failures, BACK_OFF_MAX_MS);
      failures = Math.min(failures + 1, 10);
      wait(clock.elapsedMs() + backOffMs * (0.75 + random() / 2));
    });
  };
  const rotate = () => {
    running ??= askNow(options).finally(() => {
      running = null;
    });
    return running;
  };
  return {
    arm(leastMs = 0) {
      cancel?.();
      const due = dueAt();
      failures = 0;
      if (due === null) return;
      // A moment is divided as windows are (lifecycle.md).
      wait(clock.elapsedMs() + Math.max(due.getTime() - clock.now().getTime(), leastMs));
    },
    disarm() {
      cancel?.();
      cancel = null;
    },
    isArmed: () => cancel !== null,
    dueAt,
    rotate,
  };
}

async function askNow({ parts, asking, topic, current, renewed }: RotationOptions): Promise<void> {
  const own = current();
  if (own === null) throw new Error('there is no certificate to renew');
  const { privateKeyPem, csrPem } = await makeSigningRequest(parts.euid);
  const told = await asking.ask('csr', topic, { csrPem });
  const certificatePem = String(told['certificatePem']);
  // Throws when the answer holds no certificate: the old one stays.
  readCertificate(certificatePem);
  renewed({ ...own, privateKeyPem, certificatePem, chainPem: String(told['chainPem'] ?? '') });
}

function dueMoment(own: OwnCertificate, share: number): Date {
  const { notBeforeMs, notAfterMs } = readCertificate(own.certificatePem);
  return new Date(notBeforeMs + (notAfterMs - notBeforeMs) * share);
}

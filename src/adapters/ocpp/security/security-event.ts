import type { Clock } from '../../../domain/ports/clock.ts';
import type { Charger } from '../charger.ts';

/** A security event as every version tells it (1.6 whitepaper 4.3, OCPP 2.0.1 A04). */
export type SecurityEvent = {
  readonly type: string;
  readonly techInfo?: string;
};

/** Types of the security event list (1.6 whitepaper 5.2, OCPP 2.0.1 appendix 1): counted apart. */
const knownTypes: ReadonlySet<string> = new Set([
  'AttemptedReplayAttacks',
  'FailedToAuthenticateAtCentralSystem',
  'FailedToAuthenticateAtCsms',
  'CentralSystemFailedToAuthenticate',
  'CsmsFailedToAuthenticate',
  'FirmwareUpdated',
  'InvalidCentralSystemCertificate',
  'InvalidChargePointCertificate',
  'InvalidChargingStationCertificate',
  'InvalidCsmsCertificate',
  'InvalidFirmwareSignature',
  'InvalidFirmwareSigningCertificate',
  'InvalidMessages',
  'InvalidTLSCipherSuite',
  'InvalidTLSVersion',
  'MemoryExhaustion',
  'ReconfigurationOfSecurityParameters',
  'ResetOrReboot',
  'SecurityLogWasCleared',
  'SettingSystemTime',
  'StartupOfTheDevice',
  'TamperDetectionActivated',
]);

const TYPE_CHARS_MAX = 50;
const INFO_CHARS_MAX = 120;
/** Alerts of one link in a minute; a device keeps the last 20, and more only push them out. */
const ALERTS_PER_MINUTE = 5;
const MINUTE_MS = 60_000;

/**
 * Stores what a charger tells of its own security: a line for the owner, a warning, a count. The
 * charger's text is cut and has no control characters; beyond a few a minute it is only counted.
 */
export async function recordSecurityEvent(charger: Charger, event: SecurityEvent): Promise<void> {
  const { store, log, metrics } = charger;
  const type = toLine(event.type, TYPE_CHARS_MAX);
  const counted = knownTypes.has(event.type) ? event.type : 'other';
  metrics.count('security_events', { protocol: 'ocpp', type: counted });
  if (!charger.mayAlert()) return;
  const info = toLine(event.techInfo ?? '', INFO_CHARS_MAX);
  log.warn({ type, info }, 'a charger reports a security event');
  const detail = info === '' ? '' : ` (${info})`;
  await store.record({ type: 'alert', message: `The charger reports ${type}${detail}.` });
}

/** Makes the budget of one link: true while another alert fits into this minute. */
export function makeAlertBudget(clock: Clock): () => boolean {
  let windowEndsMs = 0;
  let left = 0;
  return () => {
    const nowMs = clock.nowMs();
    if (nowMs >= windowEndsMs) {
      windowEndsMs = nowMs + MINUTE_MS;
      left = ALERTS_PER_MINUTE;
    }
    left -= 1;
    return left >= 0;
  };
}

function toLine(text: string, charsMax: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').trim();
  return [...plain].slice(0, charsMax).join('');
}

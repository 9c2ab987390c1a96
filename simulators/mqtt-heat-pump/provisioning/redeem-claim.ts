import { messageOf } from '../../lib/errors.ts';
import { makeSigningRequest, type SigningRequest } from '../../lib/signing-request.ts';
import { StepRejected } from './asking.ts';
import { toUrl } from './claim.ts';
import { type ClaimSession, type ClaimSessionOptions, openClaimSession } from './claim-session.ts';
import { type FactoryKey, makeClaimRequest } from './factory-key.ts';
import type { OwnCertificate } from './own-certificate.ts';
import { refusalOf } from './refusal.ts';

const ATTEMPTS_MAX = 6;
const BACK_OFF_MIN_MS = 1_000;
const BACK_OFF_MAX_MS = 30_000;

/** What a claim is redeemed with. */
export interface RedeemOptions extends ClaimSessionOptions {
  readonly factoryKey: FactoryKey;
  /** Told of each step that is behind it. */
  readonly reached: (step: 'certified' | 'registered') => void;
}

/**
 * Makes a fresh key pair, has it certified over the claim's session, and registers. A lost link
 * or a missing answer is tried again while the claim lives; a rejection that will stay ends it.
 * Rejects with the reason. When only the answer to `register` was lost the certificate is given
 * back all the same: whether it counts shows when the controller connects with it.
 */
export async function redeemClaim(options: RedeemOptions): Promise<OwnCertificate> {
  const { claim, parts, signal } = options;
  const request = await makeSigningRequest(parts.euid);
  const progress: Progress = { unconfirmed: null };
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await redeemOnce(options, request, progress);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof StepRejected && error.step === 'register') progress.unconfirmed = null;
      const isOver = attempt >= ATTEMPTS_MAX || parts.clock.now().getTime() >= claim.notAfterMs;
      if (isOver || isFinal(error)) {
        if (progress.unconfirmed !== null) return progress.unconfirmed;
        throw error;
      }
      parts.log.event(parts.euid, { event: 'claim-retry', why: messageOf(error) });
      const backOffMs = Math.min(BACK_OFF_MIN_MS * 2 ** (attempt - 1), BACK_OFF_MAX_MS);
      await parts.clock.sleep(backOffMs, signal);
    }
  }
}

interface Progress {
  /** Registered, as far as the controller can know, but not told so. */
  unconfirmed: OwnCertificate | null;
}

async function redeemOnce(
  options: RedeemOptions,
  request: SigningRequest,
  progress: Progress,
): Promise<OwnCertificate> {
  const session = await openClaimSession(options);
  try {
    return await goThrough(session, { ...options, request, progress });
  } finally {
    await session.close();
  }
}

async function goThrough(
  session: ClaimSession,
  options: RedeemOptions & { readonly request: SigningRequest; readonly progress: Progress },
): Promise<OwnCertificate> {
  const { claim, request, progress, reached } = options;
  const signed = await session.ask('csr', { csrPem: request.csrPem });
  reached('certified');
  const token = signed['certificateOwnershipToken'];
  const { privateKeyPem } = request;
  const early = signed['certificatePem'];
  if (typeof early === 'string') {
    const chainPem = String(signed['chainPem'] ?? '');
    // Before it is asked: it may be the answer that gets lost.
    progress.unconfirmed = { privateKeyPem, certificatePem: early, chainPem, url: claim.url };
  }
  const told = await session.ask('register', { token, parameters: parametersOf(options) });
  reached('registered');
  return {
    privateKeyPem,
    certificatePem: textOf(told['certificatePem'] ?? early, 'certificatePem'),
    chainPem: String(told['chainPem'] ?? signed['chainPem'] ?? ''),
    url: toUrl(textOf(told['mqttHost'], 'mqttHost'), told['mqttPort']),
  };
}

/** An unbound claim names nobody: the controller proves itself, as at an app's request. */
function parametersOf({ claim, parts, factoryKey }: RedeemOptions): object {
  if (!claim.isUnbound) return {};
  return { ...makeClaimRequest(factoryKey, parts.clock.now()), ...claim.account };
}

/** Whether another try can only end the same way. */
function isFinal(error: unknown): boolean {
  if (error instanceof StepRejected) return !error.isForNow;
  return error instanceof Error && refusalOf(error) !== null;
}

function textOf(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`the answer has no ${field}`);
}

import type { CallLimiter } from './ports/credentials.ts';

/** Wrong credentials allowed in a minute (design section 6, "Limits"). */
export type DoorLimits = {
  readonly wrongPerIdentityPerMinute: number;
  readonly wrongPerSourcePerMinute: number;
};

const minuteMs = 60_000;

/** Counts what was wrong at a door, so that nobody can try for long. */
export type WrongCredentials = {
  /** True when one more wrong one would be too many. */
  isThrottled(who: { identity: string; source: string }): Promise<boolean>;
  count(who: { identity: string; source: string }): Promise<void>;
};

/** Makes the count of wrong secrets; all doors of secrets and all nodes share it. */
export function makeWrongCredentials(limiter: CallLimiter, limits: DoorLimits): WrongCredentials {
  const charge = async (who: { identity: string; source: string }, cost: number) => {
    const room = cost === 0 ? 1 : 0;
    const { wrongPerIdentityPerMinute, wrongPerSourcePerMinute } = limits;
    const answers = await Promise.all([
      limiter.charge(`dev:${who.identity}`, cost, wrongPerIdentityPerMinute - room, minuteMs),
      limiter.charge(`src:${who.source}`, cost, wrongPerSourcePerMinute - room, minuteMs),
    ]);
    return answers.some(({ retryAfterMs }) => retryAfterMs > 0);
  };
  return {
    isThrottled: (who) => charge(who, 0),
    async count(who) {
      await charge(who, 1);
    },
  };
}

/**
 * Counts certificates that were refused. TLS has proved the key of each, so that nothing can be
 * guessed here: what others did (an older certificate of the same name, a neighbour behind the same
 * address, a wrong secret) never keeps out one that would be let in.
 */
export type RefusedCertificates = {
  /** True when this very certificate was refused too often: it need not be looked up again. */
  isThrottled(fingerprint: string): Promise<boolean>;
  /** Counts a refusal; true when it was one too many of its certificate or of its source. */
  count(who: { fingerprint: string; source: string }): Promise<boolean>;
};

/** Makes the count of refused certificates, apart from that of secrets; all nodes share it. */
export function makeRefusedCertificates(
  limiter: CallLimiter,
  { wrongPerIdentityPerMinute, wrongPerSourcePerMinute }: DoorLimits,
): RefusedCertificates {
  const chargeCertificate = async (fingerprint: string, cost: 0 | 1, limit: number) =>
    (await limiter.charge(`cert:${fingerprint}`, cost, limit, minuteMs)).retryAfterMs > 0;
  return {
    isThrottled: (fingerprint) => chargeCertificate(fingerprint, 0, wrongPerIdentityPerMinute - 1),
    async count({ fingerprint, source }) {
      const [isCertificate, ofSource] = await Promise.all([
        chargeCertificate(fingerprint, 1, wrongPerIdentityPerMinute),
        limiter.charge(`cert-src:${source}`, 1, wrongPerSourcePerMinute, minuteMs),
      ]);
      return isCertificate || ofSource.retryAfterMs > 0;
    },
  };
}

import { decodeJwt } from 'jose';
import type { Caller } from '../../domain/caller.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ApiKeys, SignIns } from '../../domain/ports/credentials.ts';
import { ApiError } from '../errors/api-error.ts';
import { makeExpiringCache } from './expiring-cache.ts';
import type { OutsideIssuer } from './outside-issuer.ts';
import { ownIssuer, type TokenClaims, type Tokens } from './tokens.ts';
import type { WrongCredentials } from './wrong-credentials.ts';

/** Who asks, without what single requests add. */
export type Identity = Omit<Caller, 'onBehalfOf'>;

/** Turns tokens into callers. */
export type Authenticator = {
  /**
   * @throws ApiError `KT-CT-1112` without a token, `KT-CT-1124` expired, `KT-CT-1139` malformed,
   * forged, invalidated or of a revoked key; `rate_limited` after too many of those.
   */
  authenticate(token: string | null, source: string): Promise<Identity>;
  /** Forgets what is remembered of a subject, so that an invalidation counts here at once. */
  forget(holder: { subject: string }): void;
};

/** For so long a node may believe that a key is not revoked and a subject not invalidated, ms. */
const standingMs = 2_000;
const rememberedMax = 5_000;

type Standing = { readonly revoked: boolean; readonly validFromMs: number };

/** Makes the authenticator. Signatures are verified once per token, standing every two seconds. */
export function makeAuthenticator(deps: {
  tokens: Tokens;
  outside: OutsideIssuer | null;
  apiKeys: ApiKeys;
  signIns: SignIns;
  clock: Clock;
  wrong: WrongCredentials;
}): Authenticator {
  const { clock, wrong } = deps;
  const verified = makeExpiringCache<TokenClaims>(clock, rememberedMax);
  const standings = makeExpiringCache<Standing>(clock, rememberedMax);

  const verify = async (token: string): Promise<TokenClaims> => {
    const known = verified.get(token);
    if (known) return known;
    const verifier =
      deps.outside && isOfIssuer(token, deps.outside.issuer) ? deps.outside : deps.tokens;
    const claims = await verifier.verify(token);
    verified.set(token, claims, claims.expiresAtMs);
    return claims;
  };
  const standingOf = async (claims: TokenClaims): Promise<Standing> => {
    const known = standings.get(claims.subject);
    if (known) return known;
    const standing = await readStanding(deps, claims);
    standings.set(claims.subject, standing, clock.nowMs() + standingMs);
    return standing;
  };
  const admit = async (token: string): Promise<TokenClaims> => {
    const claims = await verify(token);
    const standing = await standingOf(claims);
    const isValid = !standing.revoked && claims.issuedAtMs >= standing.validFromMs;
    if (!isValid) throw new ApiError('KT-CT-1139');
    return claims;
  };
  return {
    async authenticate(token, source) {
      if (token === null) throw new ApiError('KT-CT-1112');
      try {
        const { credentialId, subject, role, accounts } = await admit(token);
        return { credentialId, subject, role, accounts };
      } catch (error) {
        const isWrong = error instanceof ApiError && error.code === 'KT-CT-1139';
        if (isWrong) await wrong.count({ source, secret: null });
        throw error;
      }
    },
    forget: ({ subject }) => standings.delete(subject),
  };
}

/** Keys of ours can be revoked; an outside issuer's subjects can only be invalidated. */
async function readStanding(
  deps: { apiKeys: ApiKeys; signIns: SignIns },
  claims: TokenClaims,
): Promise<Standing> {
  const isOurs = claims.subject === toSubject(claims.credentialId);
  const [key, validFromMs] = await Promise.all([
    isOurs ? deps.apiKeys.find(claims.credentialId) : null,
    deps.signIns.validFrom(claims.subject),
  ]);
  return { revoked: isOurs && (key === null || key.revokedAtMs !== null), validFromMs };
}

/** The subject of an API key's tokens. */
export function toSubject(apiKeyId: string): string {
  return `${ownIssuer}|api-key:${apiKeyId}`;
}

/** Which verifier to ask; the answer is not trusted, only the signature is. */
function isOfIssuer(token: string, issuer: string): boolean {
  try {
    return decodeJwt(token).iss === issuer;
  } catch {
    return false;
  }
}

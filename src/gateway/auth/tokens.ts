import { createPublicKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Role } from '../../domain/caller.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Ids } from '../../domain/ports/ids.ts';
import { ApiError } from '../errors/api-error.ts';

/** The `iss` of our own tokens. */
export const ownIssuer = 'joulegate';
/** How long our own tokens live, ms. */
export const tokenLifetimeMs = 60 * 60_000;

/** Whom a token is issued to. */
export type Holder = {
  /** The id of the API key. */
  readonly credentialId: string;
  readonly subject: string;
  readonly role: Role;
  readonly accounts: readonly string[];
};

/** A verified token. Times are Unix ms. */
export type TokenClaims = Holder & { readonly issuedAtMs: number; readonly expiresAtMs: number };

/** Issues and verifies our own short-lived tokens. */
export type Tokens = {
  issue(holder: Holder): Promise<{ token: string; payload: Readonly<Record<string, unknown>> }>;
  /** @throws ApiError `KT-CT-1124` when expired, `KT-CT-1139` when it is not ours. */
  verify(token: string): Promise<TokenClaims>;
};

/** Makes the tokens of one signing key (ES256). */
export function makeTokens(deps: { privateKey: KeyObject; clock: Clock; ids: Ids }): Tokens {
  const { privateKey, clock, ids } = deps;
  const publicKey = createPublicKey(privateKey);
  return {
    async issue(holder) {
      const payload = toPayload(holder, clock.nowMs(), ids.next());
      const signer = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'JWT' });
      return { token: await signer.sign(privateKey), payload };
    },
    async verify(token) {
      const currentDate = new Date(clock.nowMs());
      const options = { algorithms: ['ES256'], issuer: ownIssuer, currentDate };
      const { payload } = await jwtVerify(token, publicKey, options).catch(toAuthError);
      return toClaims(payload);
    },
  };
}

/** Says a jose failure in the API's words: expired, or not to be trusted. */
export function toAuthError(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new ApiError('KT-CT-1124');
  if (error instanceof errors.JOSEError) throw new ApiError('KT-CT-1139');
  throw error;
}

/** `issuedAtMs` beside `iat`: invalidation is exact to the millisecond, `iat` is in seconds. */
function toPayload(holder: Holder, nowMs: number, jti: string) {
  const iat = Math.floor(nowMs / 1_000);
  return {
    iss: ownIssuer,
    sub: holder.subject,
    gty: 'API-KEY',
    tokenUse: 'access',
    kid: holder.credentialId,
    role: holder.role,
    accounts: [...holder.accounts],
    jti,
    iat,
    origIat: iat,
    issuedAtMs: nowMs,
    exp: iat + tokenLifetimeMs / 1_000,
  };
}

/** Only we sign such tokens, so claims are as we wrote them; without them it is not ours. */
function toClaims(payload: Readonly<Record<string, unknown>>): TokenClaims {
  const { sub, kid, role, accounts, issuedAtMs, exp } = payload;
  const isOurs =
    typeof sub === 'string' &&
    typeof kid === 'string' &&
    isRole(role) &&
    Array.isArray(accounts) &&
    typeof issuedAtMs === 'number' &&
    typeof exp === 'number';
  if (!isOurs) throw new ApiError('KT-CT-1139');
  const expiresAtMs = exp * 1_000;
  return { credentialId: kid, subject: sub, role, accounts, issuedAtMs, expiresAtMs };
}

function isRole(role: unknown): role is Role {
  return role === 'service' || role === 'operator' || role === 'installer' || role === 'account';
}

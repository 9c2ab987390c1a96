import { createRemoteJWKSet, jwtVerify } from 'jose';
import { GatewayError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { ApiError } from '../errors/api-error.ts';
import { type TokenClaims, toAuthError } from './tokens.ts';

/** Where an outside issuer's tokens come from (`JWKS_URL` and its companions). */
export type OutsideIssuerSettings = {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists the accounts of the user. */
  readonly accountsClaim: string;
};

/** Verifies tokens of another issuer; their holders get the role `account`. */
export type OutsideIssuer = {
  readonly issuer: string;
  /** @throws ApiError `KT-CT-1124`, `KT-CT-1139`; GatewayError `unavailable` without the keys. */
  verify(token: string): Promise<TokenClaims>;
};

/** No symmetric algorithm: a public key must never be taken for a secret. */
const algorithms = ['ES256', 'ES384', 'RS256', 'RS384', 'RS512', 'PS256', 'EdDSA', 'Ed25519'];
const accountsMax = 1_000;

/** Makes a verifier that fetches the issuer's keys when it first needs them. */
export function makeOutsideIssuer(settings: OutsideIssuerSettings, clock: Clock): OutsideIssuer {
  const keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
    timeoutDuration: 5_000,
    cooldownDuration: 30_000,
    cacheMaxAge: 10 * 60_000,
  });
  const { issuer, audience } = settings;
  return {
    issuer,
    async verify(token) {
      const currentDate = new Date(clock.nowMs());
      const options = { algorithms, issuer, audience, currentDate, requiredClaims: ['sub', 'exp'] };
      const { payload } = await jwtVerify(token, keys, options).catch(toIssuerError);
      return toClaims(payload, settings);
    },
  };
}

/** A JWKS that does not answer is not the caller's fault. */
function toIssuerError(error: unknown): never {
  const { code } = error as { code?: unknown };
  const isFetch = code === 'ERR_JWKS_TIMEOUT' || code === 'ERR_JOSE_GENERIC';
  if (!isFetch && error instanceof Error && 'code' in error) return toAuthError(error);
  throw new GatewayError(
    'unavailable',
    'the keys of the token issuer are not available',
    {},
    error,
  );
}

/** The issuer's name goes into the subject, so that it never equals a subject of ours. */
function toClaims(
  payload: Readonly<Record<string, unknown>>,
  settings: OutsideIssuerSettings,
): TokenClaims {
  const accounts = payload[settings.accountsClaim] ?? [];
  const isList =
    Array.isArray(accounts) &&
    accounts.length <= accountsMax &&
    accounts.every((account) => typeof account === 'string');
  if (!isList) throw new ApiError('KT-CT-1139');
  const subject = `${settings.issuer}|${payload['sub']}`;
  const issuedAtMs = typeof payload['iat'] === 'number' ? payload['iat'] * 1_000 : 0;
  const expiresAtMs = (payload['exp'] as number) * 1_000;
  return { credentialId: subject, subject, role: 'account', accounts, issuedAtMs, expiresAtMs };
}

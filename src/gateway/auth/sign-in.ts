import type { Clock } from '../../domain/ports/clock.ts';
import type { ApiKey, ApiKeys, SignIns } from '../../domain/ports/credentials.ts';
import { ApiError } from '../errors/api-error.ts';
import { toSubject } from './authenticate.ts';
import type { Tokens } from './tokens.ts';
import type { WrongCredentials } from './wrong-credentials.ts';

/** How long a refresh token lives, ms. */
export const refreshLifetimeMs = 7 * 24 * 60 * 60_000;

/** A token with what `obtainKrakenToken` tells about it. */
export type SignedIn = {
  readonly token: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly refreshToken: string;
  readonly refreshExpiresAtMs: number;
};

/** Exchanges long-lived credentials for tokens. */
export type SignIn = {
  /** @throws ApiError `KT-CT-1135` when wrong or revoked, `rate_limited` after too many. */
  byApiKey(secret: string, source: string): Promise<SignedIn>;
  /** @throws ApiError as above. */
  byRefreshToken(token: string, source: string): Promise<SignedIn>;
  /** The token alone: no refresh token is made. */
  tokenOf(secret: string, source: string): Promise<string>;
};

/** Longer texts are not credentials of ours. */
const secretLengthMax = 1_024;

/** Makes the exchange. */
export function makeSignIn(deps: {
  tokens: Tokens;
  apiKeys: ApiKeys;
  signIns: SignIns;
  clock: Clock;
  wrong: WrongCredentials;
}): SignIn {
  const { tokens, apiKeys, signIns, clock, wrong } = deps;

  const redeem = async (
    secret: string,
    source: string,
    find: () => Promise<ApiKey | null>,
  ): Promise<ApiKey> => {
    wrong.check({ source, secret });
    const key = secret.length > secretLengthMax ? null : await find();
    if (key && key.revokedAtMs === null) return key;
    await wrong.count({ source, secret });
    throw new ApiError('KT-CT-1135');
  };
  const issue = (key: ApiKey) =>
    tokens.issue({
      credentialId: key.id,
      subject: toSubject(key.id),
      role: key.role,
      accounts: key.accounts,
    });
  const signIn = async (key: ApiKey): Promise<SignedIn> => {
    const nowMs = clock.nowMs();
    const subject = toSubject(key.id);
    const refreshToken = await signIns.issueRefreshToken(key.id, subject, nowMs, refreshLifetimeMs);
    const { token, payload } = await issue(key);
    return { token, payload, refreshToken, refreshExpiresAtMs: nowMs + refreshLifetimeMs };
  };
  return {
    byApiKey: async (secret, source) =>
      signIn(await redeem(secret, source, () => apiKeys.verify(secret))),
    byRefreshToken: async (token, source) => {
      const find = async () => {
        const redeemed = await signIns.redeemRefreshToken(token, clock.nowMs());
        return redeemed && apiKeys.find(redeemed.credentialId);
      };
      return signIn(await redeem(token, source, find));
    },
    tokenOf: async (secret, source) => {
      const key = await redeem(secret, source, () => apiKeys.verify(secret));
      return (await issue(key)).token;
    },
  };
}

import type { Role } from '../caller.ts';

/** An API key without its secret. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly string[];
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
};

/** API keys: stored hashed, shown once (design section 6, "Auth"). */
export type ApiKeys = {
  /** The full key is in the answer of this call and nowhere else. */
  create(
    key: { name: string; role: Role; accounts: readonly string[] },
    nowMs: number,
  ): Promise<{ apiKey: ApiKey; secret: string }>;
  /** Stores a key whose text the operator chose (`BOOTSTRAP_API_KEY`); idempotent. */
  adopt(
    secret: string,
    key: { name: string; role: Role; accounts: readonly string[] },
    nowMs: number,
  ): Promise<ApiKey>;
  verify(secret: string): Promise<ApiKey | null>;
  find(id: string): Promise<ApiKey | null>;
  list(): Promise<readonly ApiKey[]>;
  revoke(id: string, nowMs: number): Promise<ApiKey | null>;
};

/** Long-lived sign-ins: refresh tokens, stored hashed, and the moment before which none counts. */
export type SignIns = {
  /** Stores a refresh token's hash with its credential for `lifetimeMs`; returns the token. */
  issueRefreshToken(
    credentialId: string,
    subject: string,
    nowMs: number,
    lifetimeMs: number,
  ): Promise<string>;
  /** The credential behind a refresh token, or null when unknown, expired or invalidated. */
  redeemRefreshToken(
    token: string,
    nowMs: number,
  ): Promise<{ credentialId: string; subject: string } | null>;
  /** Invalidates every token of the subject issued before `nowMs`. */
  invalidate(subject: string, nowMs: number): Promise<void>;
  /** Tokens issued before this are invalid; 0 = none. Unix ms. */
  validFrom(subject: string): Promise<number>;
};

/** Counts calls in a fixed window, in the store, so that all nodes count together. */
export type CallLimiter = {
  /** Adds `cost`; `retryAfterMs` > 0 means over the limit, and the cost was not added. */
  charge(
    scope: string,
    cost: number,
    limit: number,
    windowMs: number,
  ): Promise<{ retryAfterMs: number }>;
};

import { type Caller, mayDo, type Role } from './caller.ts';
import { GatewayError } from './errors.ts';
import type { Clock } from './ports/clock.ts';
import type { ApiKey, ApiKeys } from './ports/credentials.ts';
import { hasInvisible } from './printable.ts';

/** A key that somebody asks for. */
export type NewApiKey = {
  readonly name: string;
  readonly role: Role;
  readonly accounts: readonly string[];
};

/** Keys are made, listed and revoked by the role service only. */
export type AdministerApiKeys = {
  /** The key's text is in this answer and nowhere else. */
  create(caller: Caller, key: NewApiKey): Promise<{ apiKey: ApiKey; secret: string }>;
  /** `null`: there is no such key. Repeating it changes nothing. */
  revoke(caller: Caller, id: string): Promise<ApiKey | null>;
  list(caller: Caller): Promise<readonly ApiKey[]>;
};

const nameLengthMax = 100;
const accountsMax = 100;
const accountLengthMax = 64;

/** Makes the use cases. All throw GatewayError `not_permitted` or `invalid_parameters`. */
export function makeAdministerApiKeys(deps: { apiKeys: ApiKeys; clock: Clock }): AdministerApiKeys {
  const { apiKeys, clock } = deps;
  return {
    async create(caller, key) {
      assertAdministers(caller);
      assertSound(key);
      return apiKeys.create({ ...key, name: key.name.trim() }, clock.nowMs());
    },
    async revoke(caller, id) {
      assertAdministers(caller);
      return apiKeys.revoke(id, clock.nowMs());
    },
    async list(caller) {
      assertAdministers(caller);
      return apiKeys.list();
    },
  };
}

function assertAdministers(caller: Caller): void {
  if (mayDo(caller, 'administer', '')) return;
  throw new GatewayError('not_permitted', 'only the role service administers API keys');
}

function assertSound({ name, role, accounts }: NewApiKey): void {
  const isNamed = name.trim() !== '' && name.length <= nameLengthMax && !hasInvisible(name);
  if (!isNamed) throw invalid('name', `a name has 1 to ${nameLengthMax} printable characters`);
  const areSound = accounts.every((one) => one !== '' && one.length <= accountLengthMax);
  if (!areSound || accounts.length > accountsMax) {
    throw invalid('accounts', `at most ${accountsMax} account numbers of 1 to 64 characters`);
  }
  const needsAccounts = role === 'installer' || role === 'account';
  if (needsAccounts && accounts.length === 0) {
    throw invalid('accounts', `a key of role ${role} names at least one account`);
  }
}

function invalid(field: string, message: string): GatewayError {
  const faults = [{ code: 'invalid_parameters' as const, path: [field], message }];
  return new GatewayError('invalid_parameters', message, { faults });
}

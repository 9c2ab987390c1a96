import type { AccountNumber } from './device.ts';

/** What a credential may do (design section 6, "Auth"). */
export type Role = 'service' | 'operator' | 'installer' | 'account';

/** Who asks, as the edge established it. */
export type Caller = {
  /** The API key or the outside issuer's subject: the scope of idempotency keys and limits. */
  readonly credentialId: string;
  readonly subject: string;
  readonly role: Role;
  /** The accounts it is named for; ignored for `service` and `operator`. */
  readonly accounts: readonly string[];
  readonly onBehalfOf: string | null;
};

/**
 * What a caller wants to do with an account: `test` is the harmless test call, `report` is seeing
 * and replaying reports, `trace` seeing the frames of devices.
 */
export type Right =
  | 'read'
  | 'command'
  | 'test'
  | 'provision'
  | 'cancel'
  | 'administer'
  | 'report'
  | 'trace';

const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  service: ['read', 'command', 'test', 'provision', 'cancel', 'administer', 'report', 'trace'],
  operator: ['read', 'cancel', 'report', 'trace'],
  installer: ['read', 'provision', 'test'],
  account: ['read', 'command', 'test', 'cancel', 'provision'],
};

/** True if the caller holds the right on the account; `service` and `operator` on every account. */
export function mayDo(
  caller: Caller,
  right: Right,
  accountNumber: AccountNumber | string,
): boolean {
  if (!rightsOfRole[caller.role].includes(right)) return false;
  if (caller.role === 'service' || caller.role === 'operator') return true;
  return caller.accounts.includes(accountNumber);
}

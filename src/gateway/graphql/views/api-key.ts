import type { Role } from '../../../domain/caller.ts';
import type { ApiKey } from '../../../domain/ports/credentials.ts';
import type { ApiKeyType, GatewayRole } from '../generated.ts';

const roles = {
  SERVICE: 'service',
  OPERATOR: 'operator',
  INSTALLER: 'installer',
  ACCOUNT: 'account',
} as const satisfies Record<GatewayRole, Role>;

/** The domain's word for a role. */
export function fromGatewayRole(role: GatewayRole): Role {
  return roles[role];
}

/** An API key as it is shown: it never holds the secret. */
export function toApiKeyType(key: ApiKey): ApiKeyType {
  return {
    id: key.id,
    name: key.name,
    role: key.role.toUpperCase() as GatewayRole,
    accounts: [...key.accounts],
    createdAt: key.createdAtMs,
    revokedAt: key.revokedAtMs,
  };
}

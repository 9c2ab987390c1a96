import { makeAdministerApiKeys } from '../domain/api-keys.ts';
import type { Caller, Role } from '../domain/caller.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LocalCommandHandler } from '../store/redis/serve-lines.ts';
import type { Core } from './make-core.ts';

/** Who can open the private socket runs the gateway: it may make the first key. */
const localCaller: Caller = {
  credentialId: 'local',
  subject: 'local administrator',
  role: 'service',
  accounts: [],
  onBehalfOf: null,
};

const roles: readonly Role[] = ['service', 'operator', 'installer', 'account'];

/**
 * The commands of the private socket (design section 11): `key create`.
 * @throws Error in words for a person; the socket answers with them.
 */
export function makeLocalCommands(core: Core, clock: Clock): LocalCommandHandler {
  const keys = makeAdministerApiKeys({ apiKeys: core.store.apiKeys, clock });
  return async (request) => {
    if (request['command'] !== 'key create') {
      throw new Error(
        `unknown command ${JSON.stringify(request['command'])}; there is: key create`,
      );
    }
    const { apiKey, secret } = await keys.create(localCaller, parseKey(request));
    return { id: apiKey.id, key: secret, role: apiKey.role, accounts: apiKey.accounts };
  };
}

function parseKey({ name, role, accounts }: Record<string, unknown>) {
  const found = roles.find((each) => each === role);
  if (!found) throw new Error(`the role is one of ${roles.join(', ')}`);
  const list = Array.isArray(accounts) ? accounts.map(String) : [];
  return { name: typeof name === 'string' ? name : '', role: found, accounts: list };
}

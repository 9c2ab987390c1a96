import type { Command } from 'commander';
import { CliFailure, EXIT } from './failure.ts';
import { askLocalGateway } from './gateway-socket.ts';
import { makeCommand } from './options.ts';
import { printSurely, say } from './terminal.ts';

type Options = { name: string; role: string; account: string[]; dataDir: string; json?: true };
type Created = { id: string; key: string; role: string; accounts: readonly string[] };

const askTimeoutMs = 10_000;

/** `admin key create`: the first key of a gateway, over its private socket. */
export function addKeyCommands(admin: Command): void {
  const create = makeCommand('create', 'Makes an API key and prints it, once.')
    .option('--name <text>', 'what the key is for', 'command line')
    .option('--role <role>', 'service, operator, installer or account', 'service')
    .option('--account <number...>', 'the accounts of an installer or account key', [])
    .option('--data-dir <folder>', 'DATA_DIR of the gateway on this machine', './data')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample: npm run admin -- key create --name backend')
    .action(createKey);
  admin.addCommand(makeCommand('key', 'Makes API keys.').addCommand(create));
}

async function createKey(options: Options): Promise<void> {
  const { name, role, account } = options;
  const created = (await askLocalGateway({
    dataDir: options.dataDir,
    request: { command: 'key create', name, role, accounts: account },
    timeoutMs: askTimeoutMs,
  })) as Created;
  try {
    await printSurely(options.json ? JSON.stringify(created) : created.key);
  } catch (cause) {
    throw lostKey(created.id, cause);
  }
  if (options.json) return;
  say(`This is key ${created.id} with role ${created.role}. It is shown only now: keep it.`);
}

/** Nobody has it, but it counts: its id is all that is left to take it back with. */
function lostKey(id: string, cause: unknown): CliFailure {
  const revoking = `mutation { revokeApiKey(id: "${id}") { apiKey { id } } }`;
  return new CliFailure(
    {
      what: `key ${id} was made, but it could not be written to stdout and is lost`,
      why: cause instanceof Error ? cause.message : String(cause),
      remedy: `make another one, and revoke this one with it: ${revoking}`,
      exitCode: EXIT.failed,
    },
    { cause },
  );
}

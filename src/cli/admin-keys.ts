import type { Command } from 'commander';
import { askLocalGateway } from './gateway-socket.ts';
import { makeCommand } from './options.ts';
import { print, say } from './terminal.ts';

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
  if (options.json) {
    print(JSON.stringify(created));
    return;
  }
  print(created.key);
  say(`This is key ${created.id} with role ${created.role}. It is shown only now: keep it.`);
}

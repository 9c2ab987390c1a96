import { awaitOutcome, exitCodeOf, reasonOf } from './await-outcome.ts';
import { CliFailure, EXIT } from './failure.ts';
import { connect } from './gateway-options.ts';
import {
  type ControllerOptions,
  type InstallerCommand,
  makeControllerCommand,
  withTimeout,
} from './installer-options.ts';
import { print, say } from './terminal.ts';

type Options = ControllerOptions & { readonly timeout: number };

const defaultTimeoutMs = 60_000;
const document = `mutation TestCall($account: String!, $euid: ID!) {
  identifyDevice(accountNumber: $account, identity: $euid) { transactionId }
}`;

/** `installer test-call`: the controller shows itself, which proves that it can be controlled. */
export const addTestCallCommand: InstallerCommand = (installer, chosen) => {
  const command = makeControllerCommand('test-call', 'Lets a controller show itself.', {
    euid: 'required',
  });
  withTimeout(command, defaultTimeoutMs).action(async (options: Options) => {
    chosen.code = await testCall(options);
  });
  installer.addCommand(command);
};

async function testCall(options: Options): Promise<number> {
  const { account, euid } = options;
  const api = connect(options);
  const [id] = await api.mutate(document, { account, euid });
  if (id === undefined) throw noTransaction();
  const outcome = await awaitOutcome(api, { id, title: 'test call', timeoutMs: options.timeout });
  if (options.json) print(JSON.stringify(outcome));
  else print(`${outcome.status} ${outcome.id} ${reasonOf(outcome)}`.trimEnd());
  const code = exitCodeOf(outcome);
  if (code === EXIT.unconfirmed) {
    say(`not known after ${options.timeout / 1_000} s; the gateway goes on finding out`);
  }
  return code;
}

/** For an answer without the id that every mutation of the gateway carries. */
export function noTransaction(): CliFailure {
  return new CliFailure({
    what: 'the gateway named no transaction',
    why: 'its answer has no extensions.transactionIds',
    remedy: 'check that --url is the gateway itself',
    exitCode: EXIT.failed,
  });
}

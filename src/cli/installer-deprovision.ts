import type { Api } from './api.ts';
import { askAgain } from './ask-again.ts';
import { awaitOutcome, exitCodeOf, type ReadTransaction, reasonOf } from './await-outcome.ts';
import { readController } from './controller-provisioning.ts';
import { connect } from './gateway-options.ts';
import {
  type ControllerOptions,
  type InstallerCommand,
  makeControllerCommand,
  withTimeout,
} from './installer-options.ts';
import { noTransaction } from './installer-test-call.ts';
import { print, say } from './terminal.ts';

type Options = ControllerOptions & { readonly yes?: true; readonly timeout: number };

const defaultTimeoutMs = 180_000;
const document = `mutation Deprovision($account: String!, $euid: ID!) {
  deprovisionHeatingController(accountNumber: $account, euid: $euid) { transactionId }
}`;
/** Endings with which nothing has happened to the controller. */
const untouched = new Set(['CANCELLED', 'SUPERSEDED', 'REFUSED']);

/** `installer deprovision`: takes a controller from its account. */
export const addDeprovisionCommand: InstallerCommand = (installer, chosen) => {
  const command = makeControllerCommand('deprovision', 'Takes a controller from its account.', {
    euid: 'required',
    rest: '--yes',
  });
  withTimeout(command, defaultTimeoutMs)
    .option('--yes', 'do not ask for the EUID again')
    .action(async (options: Options) => {
      chosen.code = await deprovision(options);
    });
  installer.addCommand(command);
};

async function deprovision(options: Options): Promise<number> {
  const { account, euid } = options;
  if (!options.yes) await askAgain(euid, { input: process.stdin, output: process.stderr });
  const api = connect(options);
  const [id] = await api.mutate(document, { account, euid });
  if (id === undefined) throw noTransaction();
  const outcome = await awaitOutcome(api, {
    id,
    title: 'de-provisioning',
    timeoutMs: options.timeout,
  });
  const left = await countCounting(api, options);
  if (options.json) print(JSON.stringify({ ...outcome, certificatesLeft: left }));
  else print(`${outcome.status} ${outcome.id} ${reasonOf(outcome)}`.trimEnd());
  say(toSentence(outcome, left));
  return exitCodeOf(outcome);
}

/** Certificates of the controller that still count. */
async function countCounting(api: Api, of: { account: string; euid: string }): Promise<number> {
  const { certificates } = await readController(api, of);
  return certificates.filter(({ state }) => state !== 'REVOKED').length;
}

function toSentence({ status }: ReadTransaction, left: number): string {
  if (untouched.has(status)) return 'Nothing was changed: it keeps its account and certificate.';
  if (left > 0) return 'Its certificate still counts; it is revoked when this has ended.';
  return status === 'SUCCEEDED'
    ? 'It forgot its account, and its certificate is revoked.'
    : 'It did not say that it forgot, but its certificate is revoked: it cannot come back with it.';
}

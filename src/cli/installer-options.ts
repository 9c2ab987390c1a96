import { type Command, InvalidArgumentError, Option } from 'commander';
import { type GatewayOptions, withGateway } from './gateway-options.ts';
import { makeCommand } from './options.ts';

/** Adds one command; its action leaves its exit code in `chosen`. */
export type InstallerCommand = (installer: Command, chosen: { code: number }) => void;

/** What all of them are told. */
export type ControllerOptions = GatewayOptions & {
  readonly account: string;
  readonly euid: string;
};

const euidForm = /^[0-9a-f]{16}$/;

/** A command about one controller, with `--help` that ends in an example. */
export function makeControllerCommand(
  name: string,
  about: string,
  example: { euid: 'required' | 'optional'; rest?: string; of?: 'admin' },
): Command {
  const command = withGateway(makeCommand(name, about), 'installer, account or service');
  command.requiredOption('--account <number>', 'the account of the controller');
  const option = new Option('--euid <euid>', 'the controller, with or without colons');
  option.argParser(parseEuid);
  command.addOption(example.euid === 'required' ? option.makeOptionMandatory() : option);
  const euid = example.euid === 'required' ? ' --euid 00:1e:5e:09:02:ba:5d:84' : '';
  const rest = example.rest ? ` ${example.rest}` : '';
  const line = `npm run ${example.of ?? 'installer'} -- ${name} --account A-1${euid}${rest}`;
  return command.addHelpText('after', `\nExample: ${line}`);
}

/** An EUID as 16 lower-case hex digits. @throws InvalidArgumentError */
export function parseEuid(text: string): string {
  const euid = text.trim().replaceAll(/[:-]/g, '').toLowerCase();
  if (euidForm.test(euid)) return euid;
  throw new InvalidArgumentError('an EUID is 16 hex digits, with or without colons.');
}

/** An EUID as it is printed on a controller: `00:1e:5e:09:02:ba:5d:84`. */
export function toColonForm(euid: string): string {
  return parseEuid(euid).match(/../g)?.join(':') ?? euid;
}

/** Adds `--timeout`; the option is in milliseconds. */
export function withTimeout(command: Command, defaultMs: number): Command {
  return command.addOption(
    new Option('--timeout <seconds>', 'how long to wait')
      .argParser(parseSeconds)
      .default(defaultMs, `${defaultMs / 1_000}`),
  );
}

function parseSeconds(text: string): number {
  if (/^[1-9][0-9]{0,5}$/.test(text)) return Number(text) * 1_000;
  throw new InvalidArgumentError('it is a whole number of seconds, from 1 to 999999.');
}

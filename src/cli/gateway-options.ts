import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Api, makeApi } from './api.ts';

/** What every command that asks a running gateway is told. */
export type GatewayOptions = { readonly url: string; readonly key: string; readonly json?: true };

/** Adds `--url`, `--key` and `--json`; a key in the environment is in no list of processes. */
export function withGateway(command: Command, roles: string): Command {
  return command
    .addOption(
      new Option('--key <key>', `an API key with role ${roles}`)
        .env('JOULEGATE_API_KEY')
        .makeOptionMandatory(),
    )
    .option('--url <url>', 'address of the gateway', parseHttpUrl, 'http://127.0.0.1:4000')
    .option('--json', 'print one JSON document');
}

/** The API of the gateway that the options name. */
export function connect({ url, key }: GatewayOptions): Api {
  return makeApi(url, key);
}

/** An address as it was typed, if a request can be sent to it. @throws InvalidArgumentError */
export function parseHttpUrl(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return text;
  throw new InvalidArgumentError('it must begin with http:// or https://');
}

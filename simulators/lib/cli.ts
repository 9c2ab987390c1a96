import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { readSecrets, readTls, type TlsFiles } from './argument-files.ts';
import { UsageError } from './errors.ts';
import { BUILT_IN_FAULT_PLANS, type FaultPlan, loadFaultPlan, NO_FAULTS } from './fault-plan.ts';

/** What a simulator tells about itself on the command line. */
export interface SimulatorCommand {
  readonly name: string;
  readonly summary: string;
  readonly defaultId: string;
  readonly urlExample: string;
  readonly defaultUrl: string;
  readonly protocols: readonly [string, ...string[]];
  /** The long option that carries the secret: `secret` or `password` (simulators.md). */
  readonly secretOption: 'secret' | 'password';
  /** Adds the options that only this simulator has. */
  readonly extend?: (command: Command) => unknown;
  /** Text for the end of the help, made only when it may be needed. */
  readonly moreHelp?: () => Promise<string>;
  readonly example: string;
}

/** The options that all simulators share, read and checked. */
export interface CommonArguments {
  readonly url: string;
  readonly protocol: string;
  readonly id: string;
  readonly count: number;
  readonly seed: number;
  /** Seconds of wall time to run; null: until it is told to stop. */
  readonly forSeconds: number | null;
  readonly speed: number;
  readonly faults: FaultPlan;
  readonly logFile: string | undefined;
  readonly controlPort: number;
  readonly json: boolean;
  readonly connectTimeoutMs: number;
  /** Secret of one identity; undefined where none is set. */
  readonly secretOf: (id: string) => string | undefined;
  readonly tls: TlsFiles;
  /** The options that `extend` added, as commander gives them. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** The arguments were answered already, by a help text: the exit code is 0. */
export class HelpShown extends Error {
  override readonly name = 'HelpShown';
}

/** Reads the arguments (without node and script) and the environment; throws UsageError. */
export async function parseArguments(
  definition: SimulatorCommand,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<CommonArguments> {
  const command = makeCommand(definition, env);
  const more =
    argv.includes('--help') || argv.includes('-h') ? await definition.moreHelp?.() : null;
  if (more) command.addHelpText('after', `\n${more}\n`);
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpShown();
    throw new UsageError(error.message.replace(/^error: /, ''), { cause: error });
  }
  const raw = command.opts<RawOptions>();
  const secret = raw[definition.secretOption] ?? env['SIM_SECRET'];
  const secrets = raw.secrets === undefined ? new Map() : await readSecrets(raw.secrets);
  return {
    url: raw.url,
    protocol: raw.protocol,
    id: raw.id,
    count: raw.count,
    seed: raw.seed,
    forSeconds: raw.for ?? null,
    speed: raw.speed,
    faults: raw.faults === undefined ? NO_FAULTS : await loadFaultPlan(raw.faults, raw.seed),
    logFile: raw.log,
    controlPort: raw.controlPort,
    json: raw.json === true,
    connectTimeoutMs: raw.connectTimeout * 1_000,
    secretOf: (id) => secrets.get(id) ?? secret,
    tls: await readTls(raw),
    own: command.opts<Record<string, unknown>>(),
  };
}

interface RawOptions {
  readonly url: string;
  readonly protocol: string;
  readonly id: string;
  readonly count: number;
  readonly seed: number;
  readonly for?: number;
  readonly speed: number;
  readonly faults?: string;
  readonly log?: string;
  readonly controlPort: number;
  readonly json?: boolean;
  readonly connectTimeout: number;
  readonly secret?: string;
  readonly password?: string;
  readonly secrets?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

function makeCommand(definition: SimulatorCommand, env: NodeJS.ProcessEnv): Command {
  const { protocols } = definition;
  const command = new Command(definition.name)
    .description(definition.summary)
    .option(
      '--url <url>',
      `where to connect, such as ${definition.urlExample}`,
      definition.defaultUrl,
    )
    .option('--protocol <version>', protocols.join(' | '), oneOf(protocols), protocols[0])
    .option('--id <id>', 'identity of the (first) device', definition.defaultId)
    .option('--count <n>', 'devices, numbered upwards from --id', whole(1, 100_000), 1)
    .option('--seed <n>', 'the same seed and inputs give the same run', whole(0), 1)
    .option('--for <seconds>', 'end after this time', positive)
    .option('--speed <n>', 'times faster than life (default: TIME_SCALE)', positive, timeScale(env))
    .option('--faults <plan>', `a JSON file, or ${BUILT_IN_FAULT_PLANS.join(', ')}`)
    .option('--log <file>', 'wire log in JSON Lines, appended')
    .option('--control-port <port>', 'control API on loopback, 0 = any', whole(0, 65_535), 0)
    .option('--connect-timeout <seconds>', 'for each device to come up', positive, 30)
    .option('--json', 'one ready line in JSON, also on a terminal')
    .option(
      `--${definition.secretOption} <text>`,
      'shown in the process list: prefer SIM_SECRET or --secrets',
    )
    .option('--secrets <file>', 'JSON file {"identity": "secret"}')
    .option('--ca <file>', 'PEM, issuer of the server certificate')
    .option('--cert <file>', 'PEM, certificate of the device')
    .option('--key <file>', 'PEM, key of the device')
    .allowExcessArguments(false)
    .addHelpText('after', `\nExample:\n  ${definition.example}\n`)
    .exitOverride()
    // The caller prints errors once, as three lines; commander would print them as well.
    .configureOutput({ writeErr: () => {} });
  definition.extend?.(command);
  return command;
}

/** An argument parser for one of some words. */
export function oneOf(names: readonly string[]): (text: string) => string {
  return (text) => {
    if (names.includes(text)) return text;
    throw new InvalidArgumentError(`Must be one of ${names.join(', ')}.`);
  };
}

/** An argument parser for whole numbers within bounds. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Must be a whole number from ${min} to ${max}.`);
  };
}

/** An argument parser for a share, 0 to 100, fractions allowed. */
export function percent(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('Must be a number from 0 to 100.');
}

/** An argument parser for numbers above 0. */
export function positive(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Must be a number above 0.');
}

function timeScale(env: NodeJS.ProcessEnv): number {
  const text = env['TIME_SCALE'];
  if (text === undefined || text === '') return 1;
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`TIME_SCALE=${text}: must be a number above 0`);
}

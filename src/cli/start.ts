import { resolve } from 'node:path';
import { type Config, ConfigError, parseConfig, readEnvironment } from '../config.ts';
import { toBindFailure } from './bind-failure.ts';
import { CliFailure, EXIT } from './failure.ts';
import { makeCommand, parseArguments } from './options.ts';
import { type RunningGateway, serveUntilSignal } from './serve.ts';
import { paint, print, say } from './terminal.ts';

/** Process managers usually wait ten seconds between SIGTERM and SIGKILL. */
const STOP_TIMEOUT_MS = 9_000;

/** Runs the gateway until it is told to stop; the result is the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const outcome = { code: EXIT.done as number };
  const command = makeCommand(
    'start',
    'Runs the gateway. Its settings are environment variables: see .env.example.',
  ).action(async () => {
    outcome.code = await serve(readConfig());
  });
  await parseArguments(command, args);
  return outcome.code;
}

/** The environment for a gateway or a device that is started as a child, with our settings. */
export function gatewayEnvironment(
  settings: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  return { ...readEnvironment(), ...settings };
}

/** What makes the first API key of the gateway on this data folder. */
export function toKeyCommand(dataDir: string): string {
  const command = 'npm run admin -- key create';
  return dataDir === resolve('data') ? command : `${command} --data-dir '${dataDir}'`;
}

function readConfig(): Config {
  try {
    return parseConfig(readEnvironment());
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    const faults = cause.faults.map((f) => `  ${f.variable}: ${f.problem}; allowed: ${f.allowed}`);
    throw new CliFailure({
      what: `${cause.message}, nothing was started`,
      why: faults.join('\n'),
      remedy: 'correct them in the environment or in .env; .env.example explains each variable',
      exitCode: EXIT.configuration,
    });
  }
}

async function serve(config: Config): Promise<number> {
  try {
    return await serveUntilSignal({
      start: async () => (await import('../main.ts')).startGateway(config),
      onReady: (gateway) => announce(gateway, toKeyCommand(config.dataDir)),
      onStopping: (signal) => say(`${signal}: stopping, at most ${STOP_TIMEOUT_MS / 1000} s`),
      signals: process,
      stopTimeoutMs: STOP_TIMEOUT_MS,
    });
  } catch (error) {
    throw toBindFailure(error, config) ?? error;
  }
}

/** For a program one line of JSON on stdout; for a person, what to do next. */
function announce({ addresses }: RunningGateway, keyCommand: string): void {
  if (!process.stdout.isTTY) {
    print(JSON.stringify({ ready: true, pid: process.pid, ...addresses }));
    return;
  }
  say(paint('green', 'joulegate is ready'));
  say(`  GraphQL   ${addresses.http}/v1/graphql/`);
  say(`  chargers  ${addresses.ocpp}`);
  if (addresses.ocpps) say(`  over TLS  ${addresses.ocpps}`);
  say(`  MQTT      ${addresses.mqtt}`);
  if (addresses.mqtts) say(`  MQTT TLS  ${addresses.mqtts}`);
  say(paint('dim', `  a first API key: ${keyCommand}      Ctrl-C stops`));
}

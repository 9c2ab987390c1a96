import { SingleBar } from 'cli-progress';
import { type CommonArguments, HelpShown, parseArguments, type SimulatorCommand } from './cli.ts';
import { ConnectError, messageOf, UsageError } from './errors.ts';
import type { FleetOptions, SimulatorHandle } from './fleet.ts';

const IDS_LISTED_MAX = 50;
/** A signal so soon after the first one is its echo, ms. */
const SIGNAL_ECHO_MS = 1_000;

/** A simulator as a program. */
export interface SimulatorProgram {
  readonly command: SimulatorCommand;
  /** Starts the devices; `fleet` is what the common arguments say. */
  readonly start: (
    common: CommonArguments,
    fleet: FleetOptions & { readonly count: number },
  ) => Promise<SimulatorHandle>;
}

/**
 * Runs a simulator until SIGTERM, SIGINT, `--for` or `POST /stop`. Resolves to the exit code:
 * 0 done, 2 wrong usage, 3 a device could not connect in time (simulators.md).
 */
export async function runSimulator(
  program: SimulatorProgram,
  argv: readonly string[],
): Promise<number> {
  const ending = listenForEnd();
  try {
    const common = await parseArguments(program.command, argv);
    const handle = await startWithProgress(program, common, ending.signal);
    if (handle.summary !== undefined) {
      process.stderr.write(`${program.command.name}: ${handle.summary}\n`);
    }
    process.stdout.write(readyLine(program.command.name, handle, common.json));
    await Promise.race([ending.asked, handle.stopAsked, ending.afterSeconds(common.forSeconds)]);
    await handle.stop();
    return 0;
  } catch (error) {
    if (error instanceof HelpShown) return 0;
    // Told to end while still coming up: that is an end, not a failure.
    if (ending.signal.aborted) return 0;
    if (error instanceof UsageError) {
      complain(program.command.name, error.message, 'see --help for the options and an example');
      return 2;
    }
    if (error instanceof ConnectError) {
      complain(program.command.name, error.message, 'check --url, the secret and the far end');
      return 3;
    }
    throw error;
  } finally {
    ending.close();
  }
}

interface Ending {
  readonly signal: AbortSignal;
  readonly asked: Promise<void>;
  afterSeconds(seconds: number | null): Promise<void>;
  close(): void;
}

function listenForEnd(): Ending {
  const asked = Promise.withResolvers<void>();
  const ended = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let askedAtMs = 0;
  const onSignal = () => {
    // Whoever asks again does not want to wait for a goodbye; npm's echo of a Ctrl-C is no asking.
    if (askedAtMs > 0 && Date.now() - askedAtMs > SIGNAL_ECHO_MS) process.exit(130);
    askedAtMs ||= Date.now();
    ended.abort(new Error('told to end'));
    asked.resolve();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return {
    signal: ended.signal,
    asked: asked.promise,
    afterSeconds: (seconds) =>
      new Promise((resolve) => {
        if (seconds !== null) timer = setTimeout(resolve, seconds * 1_000);
      }),
    close() {
      if (timer !== null) clearTimeout(timer);
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    },
  };
}

async function startWithProgress(
  program: SimulatorProgram,
  common: CommonArguments,
  signal: AbortSignal,
): Promise<SimulatorHandle> {
  const isShown = common.count > 1 && process.stderr.isTTY === true && !common.json;
  const bar = isShown
    ? new SingleBar({ format: '{bar} {value}/{total} devices up', stream: process.stderr })
    : null;
  bar?.start(common.count, 0);
  try {
    return await program.start(common, {
      count: common.count,
      seed: common.seed,
      speed: common.speed,
      faults: common.faults,
      logFile: common.logFile,
      controlPort: common.controlPort,
      connectTimeoutMs: common.connectTimeoutMs,
      onProgress: (up) => bar?.update(up),
      signal,
    });
  } finally {
    bar?.stop();
  }
}

/** One JSON line for programs, one sentence for people (design section 11). */
function readyLine(name: string, handle: SimulatorHandle, wantsJson: boolean): string {
  const ids = handle.devices.map((device) => device.id);
  const ends = ids.length <= IDS_LISTED_MAX ? ids : [ids[0], ids.at(-1)];
  const { url } = handle.control;
  if (wantsJson || process.stdout.isTTY !== true) {
    const line = { ready: true, devices: ids.length, controlUrl: url, ids: ends };
    return `${JSON.stringify(line)}\n`;
  }
  const who = ids.length === 1 ? ids[0] : `${ids.length} devices (${ids[0]} to ${ids.at(-1)})`;
  return `${name}: ${who} up; control API at ${url}; Ctrl-C ends it\n`;
}

function complain(name: string, what: string, hint: string): void {
  process.stderr.write(`${name}: ${what}\n${' '.repeat(name.length)}  ${hint}\n`);
}

/** Sets the exit code of the process that runs this entry point. */
export async function runAsProgram(main: (argv: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(
      `unexpected: ${error instanceof Error ? error.stack : messageOf(error)}\n`,
    );
    process.exitCode = 1;
  }
}

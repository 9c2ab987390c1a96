import { readFileSync } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { type Api, ApiError } from './api.ts';
import { CliFailure, EXIT } from './failure.ts';
import { connect, type GatewayOptions, withGateway } from './gateway-options.ts';
import { type BadLine, type KeyLine, readKeyFile } from './key-file.ts';
import { makeCommand } from './options.ts';
import { print, say } from './terminal.ts';

type Options = GatewayOptions & { readonly skipBad?: true };
type Done = { enrolled: number; replaced: number };

const batchMax = 1_000;
const namedMax = 20;
const document = `mutation Enrol($input: EnrolControllersInput!) {
  enrolControllers(input: $input) { enrolled replaced }
}`;

/** `admin enrol`: puts the factory keys of controllers on the allow-list. */
export function addEnrolCommand(admin: Command): void {
  const command = withGateway(
    makeCommand('enrol', 'Puts factory keys on the allow-list of controllers.'),
    'service',
  );
  command
    .argument('<file>', 'CSV with the columns euid and publicKey (SPKI: PEM, or base64 of its DER)')
    .option('--skip-bad', 'enrol the good lines when some are bad')
    .addHelpText('after', '\nExample: npm run admin -- enrol keys.csv --key jg_...')
    .action(enrol);
  admin.addCommand(command);
}

async function enrol(path: string, options: Options): Promise<void> {
  const { good, bad } = read(path);
  for (const { line, why } of bad.slice(0, namedMax)) say(`line ${line}: ${why}`);
  if (bad.length > namedMax) say(`... and ${bad.length - namedMax} more`);
  const isNoneGood = good.length === 0;
  if (bad.length > 0 && (isNoneGood || !options.skipBad)) throw badLines(path, bad, isNoneGood);
  const done = await sendAll(connect(options), good);
  if (options.json) print(JSON.stringify({ ...done, skipped: bad.length }));
  else say(`${done.enrolled} enrolled, ${done.replaced} replaced, ${bad.length} skipped`);
}

function read(path: string) {
  try {
    return readKeyFile(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CliFailure({
      what: `${path} cannot be read as a list of keys`,
      why: error instanceof Error ? error.message : String(error),
      remedy: 'docs/provisioning.md shows the file: euid,publicKey and one controller a line',
      exitCode: EXIT.usage,
    });
  }
}

async function sendAll(api: Api, lines: readonly KeyLine[]): Promise<Done> {
  const done: Done = { enrolled: 0, replaced: 0 };
  const bar = new SingleBar({ noTTYOutput: false, hideCursor: true }, Presets.legacy);
  const isShown = process.stderr.isTTY && lines.length > batchMax;
  if (isShown) bar.start(lines.length, 0);
  try {
    for (let from = 0; from < lines.length; from += batchMax) {
      const batch = lines.slice(from, from + batchMax);
      const answer = await sendBatch(api, batch, from);
      done.enrolled += answer.enrolled;
      done.replaced += answer.replaced;
      if (isShown) bar.update(from + batch.length);
    }
  } finally {
    if (isShown) bar.stop();
  }
  return done;
}

/** A fault that only the gateway saw is told by its line, with what is stored already. */
async function sendBatch(api: Api, batch: readonly KeyLine[], before: number): Promise<Done> {
  const controllers = batch.map(({ euid, publicKey }) => ({ euid, publicKey }));
  try {
    const answer = await api.request<{ enrolControllers: Done }>(document, {
      input: { controllers },
    });
    return answer.enrolControllers;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const lines = toLines(error, batch);
    throw new CliFailure(
      {
        what: `${error.message} ${before} keys were stored before`,
        why: lines.length > 0 ? lines.join('; ') : error.why,
        remedy: toRemedy(error, lines),
        exitCode: error.exitCode,
      },
      { cause: error },
    );
  }
}

function toRemedy(error: ApiError, lines: readonly string[]): string {
  const again = 'enrol the file again: repeating a key changes nothing';
  if (lines.length > 0) return `mend the lines and ${again}`;
  if (error.exitCode === EXIT.tryLater) return `wait some seconds and ${again}`;
  // A wrong key has a remedy of its own; a good one may be of the wrong role.
  if (error.errorType !== 'AUTHORIZATION') return error.remedy;
  return 'use a key of role service: npm run admin -- key create --role service';
}

/** `input.controllers.<index>.<name>` as the line of the file. */
function toLines(error: ApiError, batch: readonly KeyLine[]): readonly string[] {
  const faults = (error.extensions['validationErrors'] ?? []) as readonly {
    inputPath?: readonly string[];
    message?: string;
  }[];
  return faults.slice(0, namedMax).map(({ inputPath = [], message = '' }) => {
    const line = batch[Number(inputPath[2])]?.line;
    return line === undefined ? message : `line ${line}: ${message}`;
  });
}

function badLines(path: string, bad: readonly BadLine[], isNoneGood: boolean): CliFailure {
  return new CliFailure({
    what: `${bad.length} bad ${bad.length === 1 ? 'line' : 'lines'} in ${path}: nothing was stored`,
    why: bad
      .slice(0, namedMax)
      .map(({ line }) => line)
      .join(', ')
      .replace(/^/, bad.length === 1 ? 'line ' : 'lines '),
    remedy: isNoneGood ? 'mend them' : 'mend them, or add --skip-bad to enrol the others',
    exitCode: EXIT.failed,
  });
}

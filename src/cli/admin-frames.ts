import { setTimeout as delay } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { Api } from './api.ts';
import { connect, type GatewayOptions, withGateway } from './gateway-options.ts';
import { catchSignals } from './interruption.ts';
import { makeCommand } from './options.ts';
import { print, say } from './terminal.ts';

type Options = GatewayOptions & {
  readonly device: string;
  readonly last: number;
  readonly contains?: string;
  readonly follow?: true;
  readonly wide?: true;
};
type Frame = {
  readonly at: string;
  readonly direction: 'IN' | 'OUT';
  readonly name: string;
  readonly text: string;
  readonly isCut: boolean;
};
type Page = { readonly frames: readonly Frame[]; readonly cursor: string | null };

const document = `query Frames($device: ID!, $after: String, $first: Int!) {
  deviceFrames(deviceId: $device, after: $after, first: $first) {
    cursor
    frames { at direction name text isCut }
  }
}`;
const framesMax = 1_000;
const followEveryMs = 1_000;

/** `admin frames`: what a device and the gateway said to each other. */
export function addFramesCommand(admin: Command): void {
  const command = withGateway(
    makeCommand('frames', 'Shows the last frames of a device, secrets masked.'),
    'service or operator',
  );
  command
    .requiredOption('--device <id>', 'its id, OCPP identity or EUID')
    .option('--last <count>', `how many of the newest, 1 to ${framesMax}`, parseCount, 50)
    .option('--contains <text>', 'only frames with this text, in any case')
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .option('--wide', 'whole frames, instead of one line of the terminal each')
    .addHelpText(
      'after',
      '\nExample: npm run admin -- frames --device CP-0001 --follow --key jg_...',
    )
    .action(show);
  admin.addCommand(command);
}

async function show(options: Options): Promise<void> {
  const api = connect(options);
  let page = await read(api, options, null);
  if (page.frames.length === 0 && !options.follow) say('no frames of this device are kept');
  printAll(page.frames, options);
  if (!options.follow) return;
  const interruption = catchSignals();
  try {
    while (!interruption.wasAsked()) {
      await Promise.race([delay(followEveryMs), interruption.asked]);
      page = await read(api, options, page.cursor);
      printAll(page.frames, options);
    }
  } finally {
    interruption.close();
  }
}

async function read(api: Api, { device, last }: Options, after: string | null): Promise<Page> {
  const variables = { device, after, first: after === null ? last : framesMax };
  return (await api.request<{ deviceFrames: Page }>(document, variables)).deviceFrames;
}

/** With `--json` one JSON document a line, so that a stream of them can be read as it comes. */
function printAll(frames: readonly Frame[], { json, contains, wide }: Options): void {
  const wanted = contains?.toLowerCase() ?? '';
  for (const frame of frames) {
    const isWanted = `${frame.name} ${frame.text}`.toLowerCase().includes(wanted);
    if (isWanted) print(json ? JSON.stringify(frame) : toLine(frame, wide === true));
  }
}

function toLine({ at, direction, name, text, isCut }: Frame, isWide: boolean): string {
  const arrow = direction === 'IN' ? '<-' : '->';
  const frame = `${name}  ${text}${isCut ? ' [cut]' : ''}`;
  // What a device sent must not steer the terminal that shows it.
  const line = `${at.slice(11, 23)} ${arrow} ${frame.replace(/\p{C}/gu, '.')}`;
  const columns = process.stdout.columns;
  return isWide || columns === undefined ? line : line.slice(0, columns);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= framesMax) return count;
  throw new InvalidArgumentError(`it must be 1 to ${framesMax}`);
}

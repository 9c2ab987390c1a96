import { setTimeout as pause } from 'node:timers/promises';
import {
  type ControllerProvisioning,
  countReached,
  provisioningSteps,
  reachedAt,
  readController,
} from './controller-provisioning.ts';
import { EXIT } from './failure.ts';
import { connect } from './gateway-options.ts';
import {
  type ControllerOptions,
  type InstallerCommand,
  makeControllerCommand,
} from './installer-options.ts';
import { catchSignals } from './interruption.ts';
import { print, toTable } from './terminal.ts';

type Options = ControllerOptions & { readonly watch?: true };

const watchMs = 1_000;
/** Borders, padding, the step's column and the time's. */
const fixedColumns = 53;
/** Below this a detail is not worth its column. */
const roomMin = 12;
/** Step, state and time need as much. */
const narrowColumns = 46;

/** `installer status`: where a controller stands, step by step. */
export const addStatusCommand: InstallerCommand = (installer, chosen) => {
  const command = makeControllerCommand('status', 'Shows where a controller stands.', {
    euid: 'required',
  });
  command
    .option('--watch', 'show it again at each change, until Ctrl-C')
    .action(async (options: Options) => {
      chosen.code = await status(options);
    });
  installer.addCommand(command);
};

async function status(options: Options): Promise<number> {
  const api = connect(options);
  const toText = (view: ControllerProvisioning) => {
    return options.json ? JSON.stringify(view) : toStatusText(view, process.stdout.columns ?? 80);
  };
  if (!options.watch) {
    print(toText(await readController(api, options)));
    return EXIT.done;
  }
  const signals = catchSignals();
  const draw = makeDrawing();
  try {
    while (!signals.wasAsked()) {
      draw(toText(await readController(api, options)));
      await Promise.race([signals.asked, pause(watchMs)]);
    }
  } finally {
    signals.close();
  }
  return EXIT.done;
}

/** The table, no wider than the columns, and below it what to do next. */
export function toStatusText(view: ControllerProvisioning, columns: number): string {
  const reached = countReached(view);
  const room = columns - fixedColumns;
  const rows = provisioningSteps.map((step, index) => {
    if (index >= reached) return [step, 'open', '', ''];
    return [step, 'done', toSeconds(reachedAt(view, step)), toDetail(view, index).slice(0, room)];
  });
  // What there is no room for goes: first the detail, then the time.
  const count = room >= roomMin ? 4 : columns >= narrowColumns ? 3 : 2;
  const head = ['step', 'state', 'at (UTC)', 'detail'].slice(0, count);
  const table = toTable(
    head,
    rows.map((row) => row.slice(0, count)),
  );
  return [view.euid, table, ...wrap(`${view.step}: ${view.advice}`, columns)].join('\n');
}

/** Lines no longer than the columns, broken between words. */
function wrap(text: string, columns: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (longer.length <= columns || last === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** `2026-03-01T12:00:00.000000+00:00` to the second. */
function toSeconds(at: string | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

function toDetail(view: ControllerProvisioning, index: number): string {
  const { claim, certificates, device, transaction } = view;
  const counting = certificates.find(({ state }) => state === 'ACTIVE');
  const details = [
    '',
    claim ? `claim ${claim.state}` : '',
    counting ? `${counting.fingerprint.slice(0, 12)} to ${counting.notAfter.slice(0, 10)}` : '',
    transaction ? transaction.status : '',
    device?.connected ? 'connected' : 'not connected now',
  ];
  return details[index] ?? '';
}

/** On a terminal each text takes the place of the last one; elsewhere each change is printed. */
function makeDrawing(): (text: string) => void {
  const last = { text: '' };
  return (text) => {
    if (text === last.text) return;
    const height = last.text === '' ? 0 : last.text.split('\n').length;
    // Up by the former height, then erase to the end of the screen.
    if (process.stdout.isTTY && height > 0) process.stdout.write(`\u001b[${height}A\u001b[J`);
    print(text);
    last.text = text;
  };
}

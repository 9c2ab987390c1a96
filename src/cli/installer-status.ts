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
  const room = Math.max(columns - fixedColumns, 0);
  const rows = provisioningSteps.map((step, index) => {
    const at = index < reached ? toSeconds(reachedAt(view, step)) : '';
    const detail = index < reached ? toDetail(view, index).slice(0, room) : '';
    return [step, index < reached ? 'done' : 'open', at, ...(room < 12 ? [] : [detail])];
  });
  const head = ['step', 'state', 'at (UTC)', ...(room < 12 ? [] : ['detail'])];
  const advice = `${view.step}: ${view.advice}`;
  return `${view.euid}\n${toTable(head, rows)}\n${advice}`;
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

import { say, terminalColumns, toTable } from './terminal.ts';

/** One row: what was asked, how it stands, its id, and the proof or the reason. */
export type LiveRow = {
  readonly title: string;
  readonly status: string;
  /** The status as it is painted on a terminal. */
  readonly painted: string;
  readonly id: string;
  readonly why: string;
};

/** A table on stderr that follows its rows. */
export type LiveTable = { draw(): void; finish(): void };

/** Borders, padding, the longest title and the longest status. */
const narrowColumns = 41;
/** Below this a proof is not worth its column. */
const roomMin = 12;
const idColumns = 39;
/** Ids are shown where there is room for them beside a readable proof. */
const wideFrom = 120;

/**
 * On a terminal the table is drawn over itself at each change; elsewhere each row is printed as
 * one line when it changes, so that a log stays readable.
 */
export function makeLiveTable(toRows: () => readonly LiveRow[]): LiveTable {
  return process.stderr.isTTY ? makeDrawn(toRows) : makeLogged(toRows);
}

function makeDrawn(toRows: () => readonly LiveRow[]): LiveTable {
  let height = 0;
  let drawn = '';
  const draw = () => {
    const text = toLiveText(toRows(), terminalColumns());
    if (text === drawn) return;
    drawn = text;
    // Up by the former height, then erase to the end of the screen.
    process.stderr.write(`${height > 0 ? `\u001b[${height}A\u001b[J` : ''}${text}\n`);
    height = text.split('\n').length;
  };
  return { draw, finish: draw };
}

function makeLogged(toRows: () => readonly LiveRow[]): LiveTable {
  const printed = new Map<string, string>();
  const draw = () => {
    for (const { title, status, id, why } of toRows()) {
      const line = `${title}: ${status} ${id} ${why}`.trimEnd();
      if (printed.get(title) === line || status === 'waiting') continue;
      printed.set(title, line);
      say(line);
    }
  };
  return { draw, finish: draw };
}

/** The table as text, no wider than the columns; ids only where there is room for them. */
export function toLiveText(rows: readonly LiveRow[], columns: number): string {
  const isWide = columns >= wideFrom;
  const room = columns - narrowColumns - (isWide ? idColumns : 0);
  if (room < roomMin) {
    return toTable(
      ['command', 'status'],
      rows.map(({ title, painted }) => [title, painted]),
    );
  }
  const cells = rows.map(({ title, painted, id, why }) => {
    const short = why.length > room ? `${why.slice(0, room - 1)}…` : why;
    return isWide ? [title, painted, id, short] : [title, painted, short];
  });
  const head = isWide
    ? ['command', 'status', 'transaction', 'proof or reason']
    : ['command', 'status', 'proof or reason'];
  return toTable(head, cells);
}

import { say, toTable } from './terminal.ts';

/** A table on stderr that follows its rows. */
export type LiveTable = { draw(): void; finish(): void };

const head = ['device', 'command', 'status', 'transaction', 'proof or reason'];

/**
 * On a terminal the table is drawn over itself at each change; elsewhere each row is printed as
 * one line when it changes, so that a log stays readable.
 */
export function makeLiveTable(toRows: () => readonly (readonly string[])[]): LiveTable {
  return process.stderr.isTTY ? makeDrawn(toRows) : makeLogged(toRows);
}

function makeDrawn(toRows: () => readonly (readonly string[])[]): LiveTable {
  let height = 0;
  const draw = () => {
    const text = toTable(head, toRows());
    // Up by the former height, then erase to the end of the screen.
    process.stderr.write(`${height > 0 ? `\u001b[${height}A\u001b[J` : ''}${text}\n`);
    height = text.split('\n').length;
  };
  return { draw, finish: draw };
}

function makeLogged(toRows: () => readonly (readonly string[])[]): LiveTable {
  const printed = new Map<string, string>();
  const draw = () => {
    for (const [device, command, status, id, why] of toRows()) {
      const line = `${command}: ${status} ${id} ${why}`.trimEnd();
      if (printed.get(`${device} ${command}`) === line || status === 'waiting') continue;
      printed.set(`${device} ${command}`, line);
      say(line);
    }
  };
  return { draw, finish: () => say(toTable(head, toRows())) };
}

import { styleText } from 'node:util';
import Table from 'cli-table3';

/** The few styles that talk may have. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/**
 * Lets a command go on when nobody reads it any more (`| head`): what it started must still be
 * stopped in order.
 */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Data: one line on stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Talk: one line on stderr, so that it never mixes with data. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Coloured only where stderr is a terminal and NO_COLOR is unset; plain text otherwise. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stderr });
}

/** How wide the terminal on stderr is; 80 where there is none. */
export function terminalColumns(): number {
  return process.stderr.columns ?? 80;
}

/** A table with a head; each row has as many cells as the head. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

import { styleText } from 'node:util';
import Table from 'cli-table3';

/** The few styles that talk may have. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** What became of the data on stdout. */
export type OutputWatch = {
  /** Once everything is written: why some of it was lost; null when nobody read, or all is well. */
  lost(): Promise<Error | null>;
};

/**
 * Lets a command go on when nobody reads it any more (`| head`): what it started must still be
 * stopped in order. Data that cannot be written for another reason, as on a full disk, is told.
 */
export function watchOutput(): OutputWatch {
  const failed: { first: Error | null } = { first: null };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') failed.first ??= error;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    async lost() {
      await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
      return failed.first;
    },
  };
}

/** Data: one line on stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Data that is shown only once: resolves when it is written, rejects when it is not. */
export function printSurely(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()));
  });
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

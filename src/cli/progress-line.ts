import { paint, terminalColumns } from './terminal.ts';

/** One line on stderr that is written over while something is awaited; nothing elsewhere. */
export type ProgressLine = {
  /** Shows the text, cut to the terminal, with the seconds since the line was made. */
  show(text: string): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
};

const frames = ['|', '/', '-', '\\'];
const carriageReturnAndErase = '\r\u001b[K';

/** A line for a terminal; where stderr is none it shows nothing. */
export function makeProgressLine(): ProgressLine {
  const sinceMs = Date.now();
  const drawn = { count: 0 };
  const write = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`${carriageReturnAndErase}${text}`);
  };
  return {
    show(text) {
      const frame = frames[drawn.count++ % frames.length];
      const seconds = Math.round((Date.now() - sinceMs) / 1_000);
      const line = `${frame} ${text} (${seconds} s)`.slice(0, terminalColumns() - 1);
      write(paint('dim', line));
    },
    clear: () => write(''),
  };
}

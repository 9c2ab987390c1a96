import { closeSync, openSync, writeSync } from 'node:fs';
import { messageOf, UsageError } from './errors.ts';

/** One frame as it crossed the wire (simulators.md, "Wire log"). */
export interface WireFrame {
  readonly direction: 'in' | 'out';
  readonly protocol: string;
  readonly type: string;
  /** The command's id where there is one, else the protocol's message id. */
  readonly id: string | number | null;
  readonly topic?: string;
  readonly payload: unknown;
}

/** Something that happened to the device itself; `execute` with an id proves "once". */
export interface WireEvent {
  readonly event: string;
  readonly id?: string;
  readonly [detail: string]: unknown;
}

/** A line of the log; `n` rises by one with each line of the process. */
export type WireLogEntry = { readonly n: number; readonly at: string; readonly device: string } & (
  | WireFrame
  | WireEvent
);

/** The wire log of one process: JSON Lines in a file, and the newest lines of each device. */
export interface WireLog {
  frame(device: string, frame: WireFrame): void;
  event(device: string, event: WireEvent): void;
  /** A device's kept lines with `n` above the given one, oldest first. */
  after(device: string, n: number): WireLogEntry[];
  /** Writes what is left and closes the file. */
  close(): void;
}

/** Where the log goes and how much of it stays in memory. */
export interface WireLogOptions {
  /** File to append to; none when absent. */
  readonly file?: string | undefined;
  /** Lines kept per device. */
  readonly ringMax: number;
  readonly now: () => Date;
}

/** Opens the log; a file that cannot be opened is a UsageError. */
export function makeWireLog(options: WireLogOptions): WireLog {
  const rings = new Map<string, WireLogEntry[]>();
  const out = options.file === undefined ? null : openLines(options.file);
  let n = 0;
  const add = (device: string, what: WireFrame | WireEvent) => {
    n += 1;
    const entry: WireLogEntry = { n, at: options.now().toISOString(), device, ...what };
    const ring = rings.get(device) ?? [];
    if (ring.length === 0) rings.set(device, ring);
    ring.push(entry);
    // Trimmed at twice the bound, so that each line costs constant time on average.
    if (ring.length >= options.ringMax * 2) ring.splice(0, ring.length - options.ringMax);
    out?.write(entry);
  };
  return {
    frame: add,
    event: add,
    after(device, since) {
      const ring = rings.get(device) ?? [];
      return ring.slice(-options.ringMax).filter((entry) => entry.n > since);
    },
    close: () => out?.close(),
  };
}

interface Lines {
  write(entry: WireLogEntry): void;
  close(): void;
}

/** Lines of one turn of the event loop are written together, synchronously: nothing piles up. */
function openLines(file: string): Lines {
  const handle = openFile(file);
  let waiting: string[] = [];
  let flush: NodeJS.Immediate | null = null;
  const writeWaiting = () => {
    flush = null;
    if (waiting.length === 0) return;
    const text = waiting.join('');
    waiting = [];
    writeSync(handle, text);
  };
  let isOpen = true;
  return {
    write(entry) {
      if (!isOpen) return;
      waiting.push(`${JSON.stringify(entry)}\n`);
      flush ??= setImmediate(writeWaiting);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      if (flush !== null) clearImmediate(flush);
      writeWaiting();
      closeSync(handle);
    },
  };
}

function openFile(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (cause) {
    throw new UsageError(`cannot write the wire log ${file}: ${messageOf(cause)}`, { cause });
  }
}

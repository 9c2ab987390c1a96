import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../domain/ports/log.ts';
import { redact } from './redact.ts';

/**
 * Makes the log of one process: one JSON line per event, with the node's name if given; a child
 * carries `transactionId`, `deviceId` and the like. Secrets never leave.
 */
export function makeLog(
  settings: { level: string; node?: string },
  stream: DestinationStream,
): Log {
  const options = {
    level: settings.level,
    base: settings.node === undefined ? {} : { node: settings.node },
    messageKey: 'message',
    timestamp: stdTimeFunctions.isoTime,
    // Errors are already plain when they come here.
    serializers: { err: (err: unknown) => err },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return new BoundLog(pino(options, stream), null);
}

/** A log whose lines carry some fields: every connection has one, so it is no logger of its own. */
class BoundLog implements Log {
  readonly #logger: Logger;
  readonly #fields: object | null;

  constructor(logger: Logger, fields: object | null) {
    this.#logger = logger;
    this.#fields = fields;
  }

  trace(fields: object, message: string): void {
    this.#write('trace', fields, message);
  }

  debug(fields: object, message: string): void {
    this.#write('debug', fields, message);
  }

  info(fields: object, message: string): void {
    this.#write('info', fields, message);
  }

  warn(fields: object, message: string): void {
    this.#write('warn', fields, message);
  }

  error(fields: object, message: string): void {
    this.#write('error', fields, message);
  }

  child(fields: object): Log {
    return new BoundLog(this.#logger, { ...this.#fields, ...fields });
  }

  #write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error', fields: object, message: string) {
    if (!this.#logger.isLevelEnabled(level)) return;
    this.#logger[level](redact({ ...this.#fields, ...fields }), message);
  }
}

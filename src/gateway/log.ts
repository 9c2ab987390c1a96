import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Log } from '../domain/ports/log.ts';
import { redact } from './redact.ts';

/**
 * Makes the log of one process: one JSON line per event on stderr (stdout is data), with the node's
 * name if given; a child carries `transactionId`, `deviceId` and the like. Secrets never leave.
 */
export function makeLog(
  settings: { level: string; node?: string },
  stream: DestinationStream = destination({ dest: 2, sync: true }),
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
  return wrap(pino(options, stream));
}

function wrap(logger: Logger): Log {
  const at = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => {
    return (fields: object, message: string): void => {
      if (logger.isLevelEnabled(level)) logger[level](redact(fields), message);
    };
  };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => wrap(logger.child(redact(fields))),
  };
}

import type { CommandKind } from '../command.ts';
import type { Protocol } from '../device.ts';

/**
 * One protocol's driver: a listener for devices (design section 7). Who starts it stops it;
 * `stop` is bounded and leaves no socket and no timer behind.
 */
export type Adapter = {
  readonly protocol: Protocol;
  /**
   * Binds the listener and returns where it really listens (a port of 0 means any).
   * @throws Error with the system's `code` (for example `EADDRINUSE`) when it cannot bind.
   */
  start(): Promise<{ host: string; port: number }>;
  stop(): Promise<void>;
};

/** What an adapter does with each kind: a new command breaks its build until it is handled. */
export type CommandTable<Handler> = {
  readonly [Kind in CommandKind]: Handler | 'unsupported';
};

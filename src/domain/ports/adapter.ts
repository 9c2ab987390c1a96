import type { CommandKind } from '../command.ts';
import type { Protocol } from '../device.ts';

/** Where a listener is bound. */
export type ListenAddress = { readonly host: string; readonly port: number };

/**
 * One protocol's driver: a listener for devices (design section 7). Who starts it stops it;
 * `stop` is bounded and leaves no socket and no timer behind.
 */
export type Adapter = {
  readonly protocol: Protocol;
  /**
   * Binds the listeners and returns where they really listen (a port of 0 means any); `tls` is the
   * encrypted one beside the plain one, where the protocol has both and the settings ask for it.
   * @throws Error with the system's `code` (for example `EADDRINUSE`) when it cannot bind.
   */
  start(): Promise<ListenAddress & { tls?: ListenAddress }>;
  stop(): Promise<void>;
};

/** What an adapter does with each kind: a new command breaks its build until it is handled. */
export type CommandTable<Handler> = {
  readonly [Kind in CommandKind]: Handler | 'unsupported';
};

import type { CommandTable } from '../../domain/ports/adapter.ts';
import type { Order } from '../../domain/ports/connections.ts';
import type { SendResult } from '../../domain/reply.ts';
import type { Charger } from './charger.ts';
import type { LearntVersion } from './connect/learn.ts';
import type { Dialect } from './dialect.ts';
import type { InboundAnswer } from './inbound-lane.ts';
import type { Steps } from './procedure.ts';

/** Serves one message of a charger; the schema of strict mode has checked `params`. */
export type InboundHandler = (params: unknown, charger: Charger) => Promise<InboundAnswer>;

/** Carries out one kind of command as an ensure procedure. */
export type CommandHandler = (order: Order, steps: Steps) => Promise<SendResult>;

/** One version of OCPP: what the versions do not share. */
export type OcppVersion = LearntVersion & {
  readonly subprotocol: string;
  /** How it says what the shared procedures want said. */
  readonly dialect: Dialect;
  /** By action, as the version spells it; any other action is answered NotImplemented. */
  readonly inbound: Readonly<Record<string, InboundHandler>>;
  /** The shared procedures, unless the version has words of its own for one. */
  readonly commands: CommandTable<CommandHandler>;
};

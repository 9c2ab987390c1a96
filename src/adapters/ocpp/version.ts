import type { CommandTable } from '../../domain/ports/adapter.ts';
import type { Order } from '../../domain/ports/connections.ts';
import type { SendResult } from '../../domain/reply.ts';
import type { Charger } from './charger.ts';
import type { Dialect } from './dialect.ts';
import type { InboundAnswer } from './inbound-lane.ts';
import type { Call } from './outbound-lane.ts';
import type { Steps } from './procedure.ts';

/** Serves one message of a charger; the schema of strict mode has checked `params`. */
export type InboundHandler = (params: unknown, charger: Charger) => Promise<InboundAnswer>;

/** Carries out one kind of command as an ensure procedure. */
export type CommandHandler = (order: Order, steps: Steps) => Promise<SendResult>;

/** One version of OCPP: what the versions do not share. */
export type OcppVersion = {
  readonly subprotocol: string;
  /** How it says what the shared procedures want said. */
  readonly dialect: Dialect;
  /** By action, as the version spells it; any other action is answered NotImplemented. */
  readonly inbound: Readonly<Record<string, InboundHandler>>;
  readonly commands: CommandTable<CommandHandler>;
  /** Waits for a boot or a first frame, and asks for one (ocpp.md 3.1, step 2); never rejects. */
  greet(charger: Charger): Promise<void>;
  /** Learns what the charger is and what runs on it (steps 3 and 4); bounded, never rejects. */
  learn(charger: Charger): Promise<void>;
  /** A harmless CALL that any charger answers somehow. */
  probe(windowMs: number, onSent: () => void): Call;
  /** Puts back what an earlier evidence watch changed on the charger. */
  relax(charger: Charger): Promise<void>;
};

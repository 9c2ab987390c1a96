import { commandTable } from '../commands/table.ts';
import type { OcppVersion } from '../version.ts';
import { confirmSessions } from './confirm-sessions.ts';
import { dialect } from './dialect.ts';
import { inboundTable } from './inbound/table.ts';
import { readFacts } from './read-facts.ts';
import { onlyWhenRegistered } from './registered.ts';

/** OCPP 2.0.1 (edition 2 with errata). */
export const v201: OcppVersion = {
  subprotocol: 'ocpp2.0.1',
  dialect,
  inbound: onlyWhenRegistered(inboundTable),
  commands: commandTable,
  readFacts,
  confirmSessions,
};

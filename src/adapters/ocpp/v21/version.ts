import { commandTable } from '../commands/table.ts';
import { confirmSessions } from '../v201/confirm-sessions.ts';
import { readFacts } from '../v201/read-facts.ts';
import { onlyWhenRegistered } from '../v201/registered.ts';
import type { OcppVersion } from '../version.ts';
import { dialect } from './dialect.ts';
import { inboundTable } from './inbound/table.ts';

/** OCPP 2.1 (edition 1). */
export const v21: OcppVersion = {
  subprotocol: 'ocpp2.1',
  dialect,
  inbound: onlyWhenRegistered(inboundTable),
  commands: commandTable,
  readFacts,
  confirmSessions,
};

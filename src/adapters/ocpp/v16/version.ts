import { commandTable } from '../commands/table.ts';
import type { OcppVersion } from '../version.ts';
import { readFacts } from './calls/get-configuration.ts';
import { dialect16 } from './dialect.ts';
import { inboundTable } from './inbound/table.ts';

/** OCPP 1.6J (OCPP 1.6 edition 2 FINAL with the JSON specification). */
export const v16: OcppVersion = {
  subprotocol: 'ocpp1.6',
  dialect: dialect16,
  inbound: inboundTable,
  commands: commandTable,
  readFacts,
};

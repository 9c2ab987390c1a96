import type { OcppVersion } from '../version.ts';
import { relaxSamples } from './calls/sample-interval.ts';
import { commandTable, supportedKinds } from './commands/table.ts';
import { greet } from './greet.ts';
import { inboundTable } from './inbound/table.ts';
import { learn } from './learn.ts';

/** OCPP 1.6J (OCPP 1.6 edition 2 FINAL with the JSON specification). */
export const v16: OcppVersion = {
  subprotocol: 'ocpp1.6',
  inbound: inboundTable,
  commands: commandTable,
  greet,
  learn: (charger) => learn(charger, supportedKinds),
  probe: (windowMs, onSent) => ({
    action: 'TriggerMessage',
    params: { requestedMessage: 'Heartbeat' },
    windowMs,
    onSent,
  }),
  relax: relaxSamples,
};

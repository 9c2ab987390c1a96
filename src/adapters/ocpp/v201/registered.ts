import { CallError } from '../call-error.ts';
import type { InboundHandler } from '../version.ts';

type Table = Readonly<Record<string, InboundHandler>>;

/** What a station may send before it is accepted: its boot, and reports that it was asked for. */
const ALWAYS: ReadonlySet<string> = new Set(['BootNotification', 'NotifyReport']);

/**
 * Refuses whatever else a station sends while its boot is pending or rejected (OCPP 2.0.1 B02.FR.09
 * and B03.FR.07); without a boot on this link it is as accepted as it was before.
 */
export function onlyWhenRegistered(table: Table): Table {
  const guarded = Object.entries(table).map(([action, handler]) => {
    return [action, ALWAYS.has(action) ? handler : guard(handler)] as const;
  });
  return Object.fromEntries(guarded);
}

function guard(handler: InboundHandler): InboundHandler {
  return (params, charger) => {
    if (charger.memory.registration === 'Accepted') return handler(params, charger);
    throw new CallError('SecurityError', 'the station is not accepted, boot again');
  };
}

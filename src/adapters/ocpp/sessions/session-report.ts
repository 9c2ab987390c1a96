import type { ChargingSession } from '../../../domain/ports/charging-sessions.ts';
import type { SessionReport } from '../../../domain/reports.ts';

/** The tag of every start that the gateway itself asks for (ocpp.md 3.1). */
export const gatewayIdTag = 'joulegate';

/** A stored session in the words of the aspect. */
export function toSessionReport(session: ChargingSession): SessionReport {
  return {
    running: session.endedAtMs === null,
    sessionId: session.sessionId,
    stationId: session.stationId,
    startedAtMs: session.startedAtMs,
    endedAtMs: session.endedAtMs,
    startedByGateway: isGatewayTag(session.idTag),
    meterStartWh: session.meterStartWh,
    meterStopWh: session.meterStopWh,
    endReason: session.endReason,
  };
}

/** Tags are compared without regard to case (OCPP 1.6 7.28, OCPP 2.0.1 2.43). */
export function isGatewayTag(idTag: string): boolean {
  return idTag.toLowerCase() === gatewayIdTag;
}

import type { StationOptions } from './station/station-options.ts';
import type { StationRuntime } from './station/station-runtime.ts';

/** One version of OCPP as a charge point needs it; made once for all of a fleet. */
export type Dialect = {
  /** The word of the websocket handshake. */
  readonly subprotocol: string;
  /** The CALLERROR for a CALL that is no message. */
  readonly malformedCode: 'FormationViolation' | 'RpcFrameworkError';
  makeStation(options: StationOptions): StationRuntime;
};

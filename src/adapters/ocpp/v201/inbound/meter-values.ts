import type { InboundHandler } from '../../version.ts';
import { takeMeterValues } from '../take-meter-values.ts';
import type { MeterValue } from '../types.ts';

/** OCPP 2.0.1 J01: a sample of an EVSE; EVSE 0 is the main meter of the station. */
export const meterValues: InboundHandler = async (params, charger) => {
  const { evseId, meterValue } = params as {
    evseId: number;
    meterValue: readonly MeterValue[];
  };
  if (evseId > 0) await takeMeterValues(charger, evseId, { values: meterValue, isPast: false });
  return { payload: {} };
};

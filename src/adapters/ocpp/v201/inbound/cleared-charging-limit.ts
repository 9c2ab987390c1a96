import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 K13: a limit of somebody else is gone. */
export const clearedChargingLimit: InboundHandler = async (params, { store }) => {
  const { chargingLimitSource, evseId } = params as {
    chargingLimitSource: string;
    evseId?: number;
  };
  const where = evseId ? `EVSE ${evseId}` : 'the station';
  const message = `${chargingLimitSource} no longer limits the charging of ${where}`;
  await store.record({ type: 'alert', message });
  return { payload: {} };
};

import type { InboundHandler } from '../../version.ts';

type NotifyChargingLimitRequest = {
  readonly evseId?: number;
  readonly chargingLimit: {
    readonly chargingLimitSource: string;
    readonly isGridCritical?: boolean;
  };
};

/**
 * OCPP 2.0.1 K11 and K12: somebody else limits the station, which is why a lifted limit of ours may
 * show no effect. What then really flows is what the meter says.
 */
export const notifyChargingLimit: InboundHandler = async (params, { store }) => {
  const { evseId, chargingLimit } = params as NotifyChargingLimitRequest;
  const where = evseId ? `EVSE ${evseId}` : 'the station';
  const why = chargingLimit.isGridCritical === true ? ', the grid is critical' : '';
  const message = `${chargingLimit.chargingLimitSource} limits the charging of ${where}${why}`;
  await store.record({ type: 'alert', message });
  return { payload: {} };
};

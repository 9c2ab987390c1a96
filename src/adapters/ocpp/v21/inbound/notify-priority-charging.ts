import type { InboundHandler } from '../../version.ts';

/**
 * OCPP 2.1 K21 and K22: the driver pressed a button of the station for charging now, or took it
 * back. Our profiles stay; the meter and the charging state say what came of it.
 */
export const notifyPriorityCharging: InboundHandler = async (params, { store }) => {
  const { activated } = params as { activated: boolean };
  const message = activated
    ? 'priority charging was switched on at the charger'
    : 'priority charging was switched off at the charger';
  await store.record({ type: 'alert', message });
  return { payload: {} };
};

import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 H04: a reservation is over; a connector that was reserved says so itself. */
export const reservationStatusUpdate: InboundHandler = async (params, { log }) => {
  const { reservationId, reservationUpdateStatus } = params as {
    reservationId: number;
    reservationUpdateStatus: string;
  };
  log.info({ reservationId, reservationUpdateStatus }, 'a reservation is over');
  return { payload: {} };
};

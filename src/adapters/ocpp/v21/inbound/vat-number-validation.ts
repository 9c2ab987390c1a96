import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 C19: nothing is sold here, so no tax number is looked up. */
export const vatNumberValidation: InboundHandler = async (params) => {
  const { vatNumber, evseId } = params as { vatNumber: string; evseId?: number };
  return {
    payload: {
      vatNumber,
      ...(evseId !== undefined && { evseId }),
      status: 'Rejected',
      statusInfo: { reasonCode: 'UnsupportedRequest' },
    },
  };
};

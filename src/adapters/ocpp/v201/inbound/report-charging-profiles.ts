import type { InboundHandler } from '../../version.ts';

type ReportChargingProfilesRequest = {
  readonly evseId: number;
  readonly chargingLimitSource: string;
  readonly chargingProfile: readonly { readonly id: number }[];
};

/**
 * OCPP 2.0.1 K09. Not asked for here: a composite schedule shows what all profiles together come
 * to, which is what counts, so a list that somebody else asked for is only noted.
 */
export const reportChargingProfiles: InboundHandler = async (params, { log }) => {
  const request = params as ReportChargingProfilesRequest;
  const { evseId, chargingLimitSource } = request;
  const ids = request.chargingProfile.map(({ id }) => id);
  log.info({ evseId, chargingLimitSource, ids }, 'a charger lists its profiles');
  return { payload: {} };
};

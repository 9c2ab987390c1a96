import type { InboundHandler } from '../../version.ts';

type ReportChargingProfilesRequest = {
  readonly requestId: number;
  readonly evseId: number;
  readonly chargingLimitSource: string;
  readonly chargingProfile: readonly { readonly id: number }[];
  readonly tbc?: boolean;
};

/** OCPP 2.0.1 K09: a part of a list; one that nobody here asked for is only noted. */
export const reportChargingProfiles: InboundHandler = async (params, { memory, log }) => {
  const request = params as ReportChargingProfilesRequest;
  const { requestId, evseId, chargingLimitSource, tbc = false } = request;
  const items = request.chargingProfile.map(({ id }) => id);
  if (!memory.station.profileLists.take({ requestId, items, isLast: !tbc })) {
    log.info({ evseId, chargingLimitSource, ids: items }, 'a charger lists its profiles');
  }
  return { payload: {} };
};

import type { ClearCriteria } from '../../profiles/profile-store.ts';
import { say } from '../../rpc/inbound-call.ts';
import { ACCEPTED, makeCall2 } from '../make-call.ts';
import { PURPOSES } from '../profiles/to-profile.ts';
import type { WirePurpose } from '../profiles/wire-profile.ts';

type Request = {
  readonly chargingProfileId?: number;
  readonly chargingProfileCriteria?: {
    readonly evseId?: number;
    readonly chargingProfilePurpose?: WirePurpose;
    readonly stackLevel?: number;
  };
};

const UNKNOWN = { status: 'Unknown' };

/** K10: Unknown when nothing matches; an id alone decides. */
export const clearChargingProfile = makeCall2<Request>({
  action: 'ClearChargingProfile',
  accepted: ACCEPTED,
  refused: UNKNOWN,
  handle(station, request) {
    const criteria = toCriteria(request);
    if (criteria === undefined || !station.profiles.holds(criteria)) return say(UNKNOWN);
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect() {
        station.advance();
        station.profiles.clear(criteria);
        station.evse.settle();
      },
    };
  },
});

/** Undefined for a purpose that this station never holds. */
function toCriteria(request: Request): ClearCriteria | undefined {
  const { chargingProfileId: id, chargingProfileCriteria = {} } = request;
  if (id !== undefined) return { id };
  const { evseId, stackLevel, chargingProfilePurpose: wire } = chargingProfileCriteria;
  const purpose = wire && PURPOSES[wire];
  if (wire !== undefined && purpose === undefined) return undefined;
  return {
    ...(evseId !== undefined && { connectorId: evseId }),
    ...(stackLevel !== undefined && { stackLevel }),
    ...(purpose !== undefined && { chargingProfilePurpose: purpose }),
  };
}

import type { ChargingProfile } from '../../profiles/charging-profile.ts';
import { refusalOf } from '../../profiles/check-profile.ts';
import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';
import { CHARGING_PROFILE_SCHEMA } from '../profiles/charging-profile-schema.ts';
import { profileRules } from '../profiles/profile-rules.ts';

type Request = { readonly connectorId: number; readonly csChargingProfiles: ChargingProfile };

const REFUSED = { status: 'Rejected' };
const ACCEPTED = { status: 'Accepted' };

/** OCPP 1.6 5.16: takes effect at once when it prevails. */
export const setChargingProfile = makeInboundCall<Request>({
  action: 'SetChargingProfile',
  schema: objectOf(
    { connectorId: { type: 'integer' }, csChargingProfiles: CHARGING_PROFILE_SCHEMA },
    ['connectorId', 'csChargingProfiles'],
  ),
  accepted: ACCEPTED,
  refused: REFUSED,
  handle(station, { connectorId, csChargingProfiles: profile }) {
    const refusal = refusalOf(profile, profileRules(station, connectorId, profile));
    if (refusal !== undefined) return say(REFUSED, refusal.why);
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => station.install(profile, connectorId),
    };
  },
});

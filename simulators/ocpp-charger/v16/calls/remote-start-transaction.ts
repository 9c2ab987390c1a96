import type { ChargingProfile } from '../../profiles/charging-profile.ts';
import { refusalOf } from '../../profiles/check-profile.ts';
import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';
import { isTagAccepted } from '../messages/authorize.ts';
import { CHARGING_PROFILE_SCHEMA } from '../profiles/charging-profile-schema.ts';
import { profileRules } from '../profiles/profile-rules.ts';
import type { Station16 } from '../station.ts';

type Request = {
  readonly connectorId?: number;
  readonly idTag: string;
  readonly chargingProfile?: ChargingProfile;
};

const REFUSED = { status: 'Rejected' };
const ACCEPTED = { status: 'Accepted' };

/** OCPP 1.6 5.11: begins now, or when a vehicle comes within ConnectionTimeOut. */
export const remoteStartTransaction = makeInboundCall<Request>({
  action: 'RemoteStartTransaction',
  schema: objectOf(
    {
      connectorId: { type: 'integer' },
      idTag: { type: 'string', maxLength: 20 },
      chargingProfile: CHARGING_PROFILE_SCHEMA,
    },
    ['idTag'],
  ),
  accepted: ACCEPTED,
  refused: REFUSED,
  askFirst: (station, { idTag }) => isTagAccepted(station, idTag),
  handle(station, { connectorId, idTag, chargingProfile }) {
    const isElsewhere = connectorId !== undefined && connectorId !== station.evse.connectorId;
    // OCPP 1.6 4.2: a charge point that is only Pending takes no remote start.
    if (isElsewhere) return say(REFUSED, 'no such connector');
    if (station.boot.status !== 'Accepted') return say(REFUSED, 'not registered');
    if (!station.canStart) return say(REFUSED, `connector is ${station.evse.status}`);
    const refusal = chargingProfile && profileRefusal(station, chargingProfile);
    if (refusal !== undefined) return say(REFUSED, refusal);
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => station.startRemotely({ tag: idTag, profile: chargingProfile }),
    };
  },
});

/** OCPP 1.6 5.11.1: only a TxProfile, and without an id, since no transaction has one yet. */
function profileRefusal(station: Station16, profile: ChargingProfile): string | undefined {
  if (station.character.refusesProfileInStart) return 'this vendor takes no profile in a start';
  if (profile.chargingProfilePurpose !== 'TxProfile') return 'only a TxProfile may come along';
  const rules = profileRules(station, station.evse.connectorId, profile);
  return refusalOf(profile, { ...rules, transactionId: null })?.why;
}

import type { Answer } from '../../rpc/inbound-call.ts';
import type { Grant } from '../../station/station.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { isTokenAccepted } from '../messages/authorize.ts';
import { startRefusal } from '../profiles/refusal.ts';
import { toProfile } from '../profiles/to-profile.ts';
import type { WireProfile } from '../profiles/wire-profile.ts';
import type { Station2 } from '../station.ts';

type Request = {
  readonly evseId?: number;
  readonly idToken: { readonly idToken: string; readonly type: string };
  readonly remoteStartId: number;
  readonly chargingProfile?: WireProfile;
};

/** F01, F02: begins now, or when a vehicle comes within EVConnectionTimeOut. */
export const requestStartTransaction = makeCall2<Request>({
  action: 'RequestStartTransaction',
  accepted: ACCEPTED,
  refused: REJECTED,
  askFirst: (station, request) => isTokenAccepted(station, toGrant(request)),
  handle(station, request) {
    const refusal = refusalOf(station, request);
    if (refusal !== undefined) return refusal;
    // F02.FR.01: a transaction that the plug has begun is named in the answer.
    const transactionId = station.own.memory.transaction?.transactionId;
    return {
      kind: 'result',
      payload: { status: 'Accepted', ...(transactionId !== undefined && { transactionId }) },
      // The answer leaves before the events that follow from the start.
      effect: () => {
        station.clock.after(0, () => station.canStart && station.startRemotely(toGrant(request)));
      },
    };
  },
});

function refusalOf(station: Station2, request: Request): Answer | undefined {
  const { boot, canStart, character, evse } = station;
  const { evseId = evse.connectorId, chargingProfile } = request;
  if (evseId !== evse.connectorId) return refuse('UnknownEvse', 'no such EVSE');
  // B02.FR.05: a station that is only Pending takes no remote start.
  if (boot.status !== 'Accepted') return refuse('NotEnabled', 'not registered');
  if (!canStart) {
    const code = evse.session === undefined ? 'NotEnabled' : 'TxInProgress';
    return refuse(code, `connector is ${evse.status}`);
  }
  if (chargingProfile === undefined) return undefined;
  if (character.refusesProfileInStart) {
    return refuse('UnsupportedParam', 'this vendor takes no profile in a start');
  }
  const refusal = startRefusal(station, chargingProfile);
  return refusal && refuse(refusal.code, refusal.why);
}

function toGrant({ idToken, remoteStartId, chargingProfile }: Request): Grant {
  return {
    tag: idToken.idToken,
    tokenType: idToken.type,
    remoteStartId,
    ...(chargingProfile !== undefined && { profile: toProfile(chargingProfile) }),
  };
}

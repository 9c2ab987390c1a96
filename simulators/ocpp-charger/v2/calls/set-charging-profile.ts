import { say } from '../../rpc/inbound-call.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { setRefusal } from '../profiles/refusal.ts';
import { toProfile } from '../profiles/to-profile.ts';
import type { WireProfile } from '../profiles/wire-profile.ts';

type Request = { readonly evseId: number; readonly chargingProfile: WireProfile };

/** K01: takes effect at once when it prevails. */
export const setChargingProfile = makeCall2<Request>({
  action: 'SetChargingProfile',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { evseId, chargingProfile }) {
    const refusal = setRefusal(station, { evseId, profile: chargingProfile });
    // Whose switch inside the box forbids profiles says no more than that (ocpp.md 3.4).
    if (!station.allowsProfiles) return say(REJECTED, refusal?.why);
    if (refusal !== undefined) return refuse(refusal.code, refusal.why);
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => station.install(toProfile(chargingProfile), evseId),
    };
  },
});

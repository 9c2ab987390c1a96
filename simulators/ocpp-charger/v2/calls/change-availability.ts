import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { isKnownEvse, type WireEvse } from '../wire-evse.ts';

type Request = {
  readonly evse?: WireEvse;
  readonly operationalStatus: 'Inoperative' | 'Operative';
};

/**
 * G03, G04: a running transaction is not cut, the change is Scheduled for its end. With one EVSE
 * the station and its EVSE change together.
 */
export const changeAvailability = makeCall2<Request>({
  action: 'ChangeAvailability',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { evse: place, operationalStatus }) {
    if (!isKnownEvse(station, place)) return refuse('UnknownEvse', 'no such EVSE');
    const isScheduled =
      operationalStatus === 'Inoperative' && station.own.memory.transaction !== undefined;
    return {
      kind: 'result',
      payload: { status: isScheduled ? 'Scheduled' : 'Accepted' },
      effect: () => station.evse.setOperative(operationalStatus === 'Operative'),
    };
  },
});

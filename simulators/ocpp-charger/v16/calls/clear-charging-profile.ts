import type { ClearCriteria } from '../../profiles/profile-store.ts';
import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

const UNKNOWN = { status: 'Unknown' };
const ACCEPTED = { status: 'Accepted' };

/** OCPP 1.6 5.4: Unknown when nothing matches. */
export const clearChargingProfile = makeInboundCall<ClearCriteria>({
  action: 'ClearChargingProfile',
  schema: objectOf({
    id: { type: 'integer' },
    connectorId: { type: 'integer' },
    chargingProfilePurpose: { enum: ['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile'] },
    stackLevel: { type: 'integer' },
  }),
  accepted: ACCEPTED,
  refused: UNKNOWN,
  handle(station, criteria) {
    if (!station.profiles.holds(criteria)) return say(UNKNOWN);
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

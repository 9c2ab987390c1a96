import type { RateUnit } from '../../profiles/charging-profile.ts';
import { compositePeriods } from '../../profiles/composite-schedule.ts';
import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = {
  readonly connectorId: number;
  readonly duration: number;
  readonly chargingRateUnit?: RateUnit;
};

const REFUSED = { status: 'Rejected' };
/** However far is asked, a week is told: a daily profile would fill any answer. */
const DURATION_MAX_SECONDS = 7 * 86_400;

/** OCPP 1.6 5.7: the limits expected from now on; connector 0 stands for all. */
export const getCompositeSchedule = makeInboundCall<Request>({
  action: 'GetCompositeSchedule',
  schema: objectOf(
    {
      connectorId: { type: 'integer' },
      duration: { type: 'integer', minimum: 0 },
      chargingRateUnit: { enum: ['A', 'W'] },
    },
    ['connectorId', 'duration'],
  ),
  refused: REFUSED,
  handle(station, { connectorId, duration: wanted, chargingRateUnit: unit = 'A' }) {
    const duration = Math.min(wanted, DURATION_MAX_SECONDS);
    const { evse, moment, profiles } = station;
    if (connectorId !== 0 && connectorId !== evse.connectorId) return say(REFUSED);
    const scheduleStart = new Date(moment.nowMs).toISOString();
    const chargingSchedulePeriod = compositePeriods({
      installed: profiles.installed,
      // The one connector is all there is: what the charge point may draw is what it may draw.
      connectorId: evse.connectorId,
      durationSeconds: duration,
      unit,
      moment,
      supply: evse.supply,
    });
    return say({
      status: 'Accepted',
      connectorId,
      scheduleStart,
      chargingSchedule: {
        duration,
        startSchedule: scheduleStart,
        chargingRateUnit: unit,
        chargingSchedulePeriod,
      },
    });
  },
});

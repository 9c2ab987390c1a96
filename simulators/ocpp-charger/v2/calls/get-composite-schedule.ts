import type { RateUnit } from '../../profiles/charging-profile.ts';
import { compositePeriods } from '../../profiles/composite-schedule.ts';
import { say } from '../../rpc/inbound-call.ts';
import { makeCall2, REJECTED, refuse } from '../make-call.ts';

type Request = {
  readonly evseId: number;
  readonly duration: number;
  readonly chargingRateUnit?: RateUnit;
};

/** However far is asked, a week is told: a daily profile would fill any answer. */
const DURATION_MAX_SECONDS = 7 * 86_400;

/** K08: the limits expected from now on; EVSE 0 stands for the station. */
export const getCompositeSchedule = makeCall2<Request>({
  action: 'GetCompositeSchedule',
  refused: REJECTED,
  handle(station, { evseId, duration: wanted, chargingRateUnit }) {
    const { evse, moment, own, profiles } = station;
    const units = own.model.items('SmartChargingCtrlr.RateUnit');
    const unit = chargingRateUnit ?? (units.includes('A') ? 'A' : 'W');
    if (evseId !== 0 && evseId !== evse.connectorId) return refuse('UnknownEvse', 'no such EVSE');
    if (!units.includes(unit)) return refuse('UnsupportedRateUnit', `no schedules in ${unit}`);
    if (wanted < 0) return refuse('InvalidValue', 'the duration is negative');
    const duration = Math.min(wanted, DURATION_MAX_SECONDS);
    const chargingSchedulePeriod = compositePeriods({
      installed: profiles.installed,
      // The one EVSE is all there is: what the station may draw is what it may draw.
      connectorId: evse.connectorId,
      durationSeconds: duration,
      unit,
      moment,
      supply: evse.supply,
    });
    const scheduleStart = new Date(moment.nowMs).toISOString();
    return say({
      status: 'Accepted',
      schedule: { evseId, duration, scheduleStart, chargingRateUnit: unit, chargingSchedulePeriod },
    });
  },
});

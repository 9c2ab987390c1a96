import type { InstalledProfile } from '../../profiles/charging-profile.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../../v2/make-call.ts';
import { toProfile } from '../../v2/profiles/to-profile.ts';
import type { WireProfile } from '../../v2/profiles/wire-profile.ts';

type Request = {
  readonly chargingProfileId: number;
  readonly scheduleUpdate: { readonly limit?: number };
};

/** 2.1 K28: the one limit of a Dynamic profile, from now on. */
export const updateDynamicSchedule = makeCall2<Request>({
  action: 'UpdateDynamicSchedule',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { chargingProfileId, scheduleUpdate }) {
    const { limit, ...others } = scheduleUpdate;
    const entry = station.profiles.installed.find(
      ({ profile }) => profile.chargingProfileId === chargingProfileId,
    );
    const wire = entry && wireOf(entry);
    if (entry === undefined || wire?.chargingProfileKind !== 'Dynamic') {
      return refuse('NotFound', 'no such dynamic profile');
    }
    if (limit === undefined || Object.keys(others).length > 0) {
      return refuse('UnsupportedParam', 'only a limit can be set');
    }
    if (limit < 0) return refuse('InvalidValue', 'the limit is negative');
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => station.install(toProfile(withLimit(wire, limit)), entry.connectorId),
    };
  },
});

/** Every profile of a 2.x station came over the wire. */
function wireOf({ profile }: InstalledProfile): WireProfile | undefined {
  return profile.wire as WireProfile | undefined;
}

function withLimit(wire: WireProfile, limit: number): WireProfile {
  return {
    ...wire,
    chargingSchedule: wire.chargingSchedule.map((schedule) => ({
      ...schedule,
      chargingSchedulePeriod: schedule.chargingSchedulePeriod.map((period) => ({
        ...period,
        limit,
      })),
    })),
  };
}

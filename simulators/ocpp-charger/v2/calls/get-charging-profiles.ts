import type { InstalledProfile } from '../../profiles/charging-profile.ts';
import { say } from '../../rpc/inbound-call.ts';
import { ACCEPTED, makeCall2 } from '../make-call.ts';
import { PURPOSES } from '../profiles/to-profile.ts';
import type { WirePurpose } from '../profiles/wire-profile.ts';
import type { Station2 } from '../station.ts';

type Criterion = {
  readonly chargingProfilePurpose?: WirePurpose;
  readonly stackLevel?: number;
  readonly chargingProfileId?: readonly number[];
  readonly chargingLimitSource?: readonly string[];
};

type Request = {
  readonly requestId: number;
  readonly evseId?: number;
  readonly chargingProfile: Criterion;
};

/** Every profile of this station was set by the central system. */
const SOURCE = 'CSO';

/** K09: reports of what matches follow the answer, one for each EVSE. */
export const getChargingProfiles = makeCall2<Request>({
  action: 'GetChargingProfiles',
  refused: { status: 'NoProfiles' },
  handle(station, request) {
    const matching = station.profiles.installed.filter((entry) => isMeant(entry, request));
    if (matching.length === 0) return say({ status: 'NoProfiles' });
    const { requestId } = request;
    return {
      kind: 'result',
      payload: ACCEPTED,
      afterwards: () => report(station, requestId, matching),
    };
  },
});

function report(station: Station2, requestId: number, matching: readonly InstalledProfile[]): void {
  const groups = [...Map.groupBy(matching, ({ connectorId }) => connectorId)];
  for (const [index, [evseId, entries]] of groups.entries()) {
    void station.outbox.call('ReportChargingProfiles', {
      requestId,
      chargingLimitSource: SOURCE,
      evseId,
      chargingProfile: entries.map(({ profile }) => profile.wire),
      tbc: index < groups.length - 1,
    });
  }
}

function isMeant({ connectorId, profile }: InstalledProfile, request: Request): boolean {
  const { evseId, chargingProfile: wanted } = request;
  if (evseId !== undefined && evseId !== connectorId) return false;
  if (wanted.chargingLimitSource?.includes(SOURCE) === false) return false;
  if (wanted.chargingProfileId !== undefined) {
    return wanted.chargingProfileId.includes(profile.chargingProfileId);
  }
  if (wanted.stackLevel !== undefined && wanted.stackLevel !== profile.stackLevel) return false;
  const { chargingProfilePurpose: purpose } = wanted;
  return purpose === undefined || PURPOSES[purpose] === profile.chargingProfilePurpose;
}

import type { SimClock } from '../../lib/clock.ts';
import type { Character } from '../character.ts';
import { Evse } from '../hardware/evse.ts';
import type { Supply } from '../hardware/power-path.ts';
import type { Vehicle } from '../hardware/vehicle.ts';
import { type LimitMoment, leadingLimit, prevailingAmps } from '../profiles/prevailing-limit.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import { asUnderstood } from '../profiles/vendor-taste.ts';

const CONNECTOR_ID = 1;
/** A meter that has been in the wall for a while. */
const METER_START_WH = 1_204_300;

/** What a connector is made from, and where its limits come from. */
export type EvseParts = {
  readonly clock: SimClock;
  readonly character: Character;
  readonly supply: Supply;
  readonly vehicle: Vehicle;
  readonly isPlugged: boolean;
  readonly profiles: ProfileStore;
  readonly moment: () => LimitMoment;
};

/** The one connector of a charge point; it follows profiles as its vendor understands them. */
export function makeEvse({ clock, character, profiles, moment, ...hardware }: EvseParts): Evse {
  const understood = () => asUnderstood(character, profiles.installed);
  const evse: Evse = new Evse({
    ...hardware,
    connectorId: CONNECTOR_ID,
    meterWh: METER_START_WH,
    nowMs: () => clock.now().getTime(),
    limitAmps: () => prevailingAmps(understood(), CONNECTOR_ID, moment(), evse.present),
    phasesMax: character.switchesPhases
      ? () => leadingLimit(understood(), CONNECTOR_ID, moment())?.numberPhases ?? 3
      : undefined,
    endsSessionAtZero: character.endsSessionAtZero,
  });
  return evse;
}

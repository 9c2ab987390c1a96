import type { ChargingProfile, InstalledProfile, ProfilePurpose } from './charging-profile.ts';

/** Which profiles a ClearChargingProfile means (OCPP 1.6 6.13); all fields given must match. */
export type ClearCriteria = {
  readonly id?: number;
  readonly connectorId?: number;
  readonly chargingProfilePurpose?: ProfilePurpose;
  readonly stackLevel?: number;
};

/** The profiles a charge point holds, at most as many as MaxChargingProfilesInstalled says. */
export class ProfileStore {
  #installed: InstalledProfile[] = [];

  /** Everything installed, oldest first. */
  get installed(): readonly InstalledProfile[] {
    return this.#installed;
  }

  /** How many there would be with this profile in, for the check against the maximum. */
  countWith(connectorId: number, profile: ChargingProfile): number {
    return this.#without(connectorId, profile).length + 1;
  }

  /** Adds a profile; one of the same id, or of the same place, purpose and level, goes (5.16). */
  install(entry: InstalledProfile): void {
    this.#installed = [...this.#without(entry.connectorId, entry.profile), entry];
  }

  /** True when a clear by these criteria would remove something. */
  holds(criteria: ClearCriteria): boolean {
    return this.#installed.some((entry) => isMeant(entry, criteria));
  }

  /** Removes what matches; an id alone decides (OCPP 1.6 6.13). */
  clear(criteria: ClearCriteria): void {
    this.#installed = this.#installed.filter((entry) => !isMeant(entry, criteria));
  }

  /** A TxProfile ends with its transaction (OCPP 1.6 3.13.1). */
  endOfTransaction(connectorId: number): void {
    this.clear({ connectorId, chargingProfilePurpose: 'TxProfile' });
  }

  #without(connectorId: number, profile: ChargingProfile): InstalledProfile[] {
    return this.#installed.filter(
      (entry) =>
        entry.profile.chargingProfileId !== profile.chargingProfileId &&
        !(
          entry.connectorId === connectorId &&
          entry.profile.chargingProfilePurpose === profile.chargingProfilePurpose &&
          entry.profile.stackLevel === profile.stackLevel
        ),
    );
  }
}

function isMeant({ connectorId, profile }: InstalledProfile, criteria: ClearCriteria): boolean {
  if (criteria.id !== undefined) return profile.chargingProfileId === criteria.id;
  const { chargingProfilePurpose, stackLevel } = criteria;
  if (criteria.connectorId !== undefined && criteria.connectorId !== connectorId) return false;
  if (stackLevel !== undefined && stackLevel !== profile.stackLevel) return false;
  return (
    chargingProfilePurpose === undefined ||
    chargingProfilePurpose === profile.chargingProfilePurpose
  );
}

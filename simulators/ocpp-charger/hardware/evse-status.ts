/** The nine-state model of OCPP 1.6 4.9 without Reserved; newer versions map from it. */
export type EvseStatus =
  | 'Available'
  | 'Preparing'
  | 'Charging'
  | 'SuspendedEV'
  | 'SuspendedEVSE'
  | 'Finishing'
  | 'Unavailable'
  | 'Faulted';

/** Everything that decides a connector's status at one instant. */
export type EvseConditions = {
  readonly isFaulted: boolean;
  readonly isOperative: boolean;
  readonly isPlugged: boolean;
  readonly isAuthorized: boolean;
  readonly hasSession: boolean;
  /** The last session ended and its vehicle is still plugged. */
  readonly isFinished: boolean;
  readonly offersPower: boolean;
  readonly vehicleDraws: boolean;
};

/**
 * The status that these conditions add up to (OCPP 1.6 4.9, table of transitions).
 * A session outlives an Inoperative change (5.2: Scheduled); a withheld supply is reported before
 * a reluctant vehicle, since nobody can tell whether the vehicle would draw.
 */
export function toEvseStatus(conditions: EvseConditions): EvseStatus {
  if (conditions.isFaulted) return 'Faulted';
  if (conditions.hasSession) {
    if (!conditions.offersPower) return 'SuspendedEVSE';
    return conditions.vehicleDraws ? 'Charging' : 'SuspendedEV';
  }
  if (!conditions.isOperative) return 'Unavailable';
  if (conditions.isAuthorized) return 'Preparing';
  if (!conditions.isPlugged) return 'Available';
  return conditions.isFinished ? 'Finishing' : 'Preparing';
}

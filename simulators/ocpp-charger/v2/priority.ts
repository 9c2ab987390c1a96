import { type ActionResult, cannot } from '../../lib/device.ts';
import type { Station2 } from './station.ts';
import { syncRate, syncState } from './transaction.ts';

/** True when priority charging would change something (K21: else NoProfile). */
export function hasPriorityProfile({ profiles }: Station2): boolean {
  return profiles.holds({ chargingProfilePurpose: 'PriorityCharging' });
}

/** Turns priority charging on or off for the running transaction, and tells what follows. */
export function setPriority(station: Station2, isWanted: boolean): void {
  const { transaction } = station.own.memory;
  if (transaction === undefined) return;
  station.advance();
  transaction.isPriority = isWanted;
  station.evse.settle();
  syncState(station);
  syncRate(station);
}

/** K22: the driver asks at the station, and the central system is told. */
export function setPriorityLocally(station: Station2, isWanted: boolean): ActionResult {
  const { transaction } = station.own.memory;
  const can = station.own.version === '2.1' && transaction !== undefined;
  if (!can || (isWanted && !hasPriorityProfile(station))) {
    return cannot('charge with priority', 'charger without a 2.1 transaction and profile for it');
  }
  setPriority(station, isWanted);
  const { transactionId } = transaction;
  void station.outbox.call('NotifyPriorityCharging', { transactionId, activated: isWanted });
  return { ok: true };
}

import { type InboundCall, tableOf } from '../../rpc/inbound-call.ts';
import type { Station16 } from '../station.ts';
import { certificateSigned } from './certificate-signed.ts';
import { changeAvailability } from './change-availability.ts';
import { changeConfiguration } from './change-configuration.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { dataTransfer } from './data-transfer.ts';
import { extendedTriggerMessage } from './extended-trigger-message.ts';
import { getCompositeSchedule } from './get-composite-schedule.ts';
import { getConfiguration } from './get-configuration.ts';
import { remoteStartTransaction } from './remote-start-transaction.ts';
import { remoteStopTransaction } from './remote-stop-transaction.ts';
import { reset } from './reset.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

/** Everything this charge point can be called for; any other action is NotImplemented. */
export const ALL_CALLS: ReadonlyMap<string, InboundCall<Station16>> = tableOf<Station16>([
  certificateSigned,
  changeAvailability,
  changeConfiguration,
  clearCache,
  clearChargingProfile,
  dataTransfer,
  extendedTriggerMessage,
  getCompositeSchedule,
  getConfiguration,
  remoteStartTransaction,
  remoteStopTransaction,
  reset,
  setChargingProfile,
  triggerMessage,
  unlockConnector,
]);

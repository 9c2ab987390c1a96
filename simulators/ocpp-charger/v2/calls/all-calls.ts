import { type InboundCall, tableOf } from '../../rpc/inbound-call.ts';
import type { Station2 } from '../station.ts';
import { certificateSigned } from './certificate-signed.ts';
import { changeAvailability } from './change-availability.ts';
import { clearCache } from './clear-cache.ts';
import { clearChargingProfile } from './clear-charging-profile.ts';
import { dataTransfer } from './data-transfer.ts';
import { getBaseReport } from './get-base-report.ts';
import { getChargingProfiles } from './get-charging-profiles.ts';
import { getCompositeSchedule } from './get-composite-schedule.ts';
import { getReport } from './get-report.ts';
import { getTransactionStatus } from './get-transaction-status.ts';
import { getVariables } from './get-variables.ts';
import { requestStartTransaction } from './request-start-transaction.ts';
import { requestStopTransaction } from './request-stop-transaction.ts';
import { reset } from './reset.ts';
import { setChargingProfile } from './set-charging-profile.ts';
import { setVariables } from './set-variables.ts';
import { triggerMessage } from './trigger-message.ts';
import { unlockConnector } from './unlock-connector.ts';

/** Everything that a 2.0.1 station can be called for; 2.1 has all of it too. */
export const CALLS_201: ReadonlyMap<string, InboundCall<Station2>> = tableOf([
  certificateSigned,
  changeAvailability,
  clearCache,
  clearChargingProfile,
  dataTransfer,
  getBaseReport,
  getChargingProfiles,
  getCompositeSchedule,
  getReport,
  getTransactionStatus,
  getVariables,
  requestStartTransaction,
  requestStopTransaction,
  reset,
  setChargingProfile,
  setVariables,
  triggerMessage,
  unlockConnector,
]);

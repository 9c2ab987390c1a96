import { inboundTable as v201 } from '../../v201/inbound/table.ts';
import type { InboundHandler } from '../../version.ts';
import { batterySwap } from './battery-swap.ts';
import { closePeriodicEventStream } from './close-periodic-event-stream.ts';
import { getCertificateChainStatus } from './get-certificate-chain-status.ts';
import { notifyDerAlarm } from './notify-der-alarm.ts';
import { notifyDerStartStop } from './notify-der-start-stop.ts';
import { notifyEvChargingNeeds } from './notify-ev-charging-needs.ts';
import { notifyPriorityCharging } from './notify-priority-charging.ts';
import { notifySettlement } from './notify-settlement.ts';
import { openPeriodicEventStream } from './open-periodic-event-stream.ts';
import { pullDynamicScheduleUpdate } from './pull-dynamic-schedule-update.ts';
import { reportDerControl } from './report-der-control.ts';
import { vatNumberValidation } from './vat-number-validation.ts';

/** Every message that a station may begin (OCPP 2.1 part 2, chapter 1): those of 2.0.1 and more. */
export const inboundTable: Readonly<Record<string, InboundHandler>> = {
  ...v201,
  BatterySwap: batterySwap,
  ClosePeriodicEventStream: closePeriodicEventStream,
  GetCertificateChainStatus: getCertificateChainStatus,
  NotifyDERAlarm: notifyDerAlarm,
  NotifyDERStartStop: notifyDerStartStop,
  NotifyEVChargingNeeds: notifyEvChargingNeeds,
  NotifyPriorityCharging: notifyPriorityCharging,
  NotifySettlement: notifySettlement,
  OpenPeriodicEventStream: openPeriodicEventStream,
  PullDynamicScheduleUpdate: pullDynamicScheduleUpdate,
  ReportDERControl: reportDerControl,
  VatNumberValidation: vatNumberValidation,
};

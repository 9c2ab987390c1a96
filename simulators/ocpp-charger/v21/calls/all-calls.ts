import type { InboundCall } from '../../rpc/inbound-call.ts';
import { CALLS_201 } from '../../v2/calls/all-calls.ts';
import type { Station2 } from '../../v2/station.ts';
import { updateDynamicSchedule } from './update-dynamic-schedule.ts';
import { usePriorityCharging } from './use-priority-charging.ts';

/** Everything that a 2.1 station can be called for. */
export const CALLS_21: ReadonlyMap<string, InboundCall<Station2>> = new Map([
  ...CALLS_201,
  [updateDynamicSchedule.action, updateDynamicSchedule],
  [usePriorityCharging.action, usePriorityCharging],
]);

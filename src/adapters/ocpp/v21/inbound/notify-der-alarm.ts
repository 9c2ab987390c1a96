import type { InboundHandler } from '../../version.ts';

type NotifyDerAlarmRequest = {
  readonly controlType: string;
  readonly gridEventFault?: string;
  readonly alarmEnded?: boolean;
};

/** OCPP 2.1 R04: the grid is out of the limits of a control, which may stop the charging. */
export const notifyDerAlarm: InboundHandler = async (params, { store }) => {
  const { controlType, gridEventFault, alarmEnded } = params as NotifyDerAlarmRequest;
  const fault = gridEventFault === undefined ? '' : ` (${gridEventFault})`;
  const what = alarmEnded === true ? 'the grid alarm is over' : 'a grid alarm';
  await store.record({ type: 'alert', message: `${what}: ${controlType}${fault}` });
  return { payload: {} };
};

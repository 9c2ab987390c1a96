import type { Charger } from '../../charger.ts';
import type { ConnectorStatus } from '../../evses/evse-memory.ts';
import { reportEvse } from '../../evses/report-evse.ts';
import type { InboundHandler } from '../../version.ts';
import { toTimeMs } from '../to-time.ts';
import type { Component, Variable } from '../types.ts';
import { takeConnector } from './status-notification.ts';

type EventData = {
  readonly timestamp: string;
  readonly trigger: string;
  readonly actualValue: string;
  readonly techCode?: string;
  readonly techInfo?: string;
  readonly cleared?: boolean;
  readonly component: Component;
  readonly variable: Variable;
};

const STATUSES: ReadonlySet<string> = new Set([
  'Available',
  'Occupied',
  'Reserved',
  'Unavailable',
  'Faulted',
] satisfies ConnectorStatus[]);

/** Alerts of one message that are kept. */
const ALERTS_MAX = 8;

/**
 * OCPP 2.0.1 N07 and N08: a station may tell the status of a connector this way instead of by
 * StatusNotification (G01.FR.07), names the fault of an EVSE here alone, and warns of what a
 * monitor has seen.
 */
export const notifyEvent: InboundHandler = async (params, charger) => {
  const { eventData } = params as { eventData: readonly EventData[] };
  let alerts = 0;
  for (const event of eventData) {
    if (await takeConnectorState(charger, event)) continue;
    await takeProblem(charger, event);
    if (event.trigger !== 'Alerting' || alerts >= ALERTS_MAX) continue;
    alerts += 1;
    await charger.store.record({ type: 'alert', message: describe(event) });
  }
  return { payload: {} };
};

/** True where the event is about the availability of a connector. */
async function takeConnectorState(charger: Charger, event: EventData): Promise<boolean> {
  const { component, variable, actualValue } = event;
  const isState = isNamed(component, 'connector') && isNamed(variable, 'availabilitystate');
  if (!isState || !component.evse || !STATUSES.has(actualValue)) return false;
  await takeConnector(charger, {
    evseId: component.evse.id,
    connectorId: component.evse.connectorId ?? 1,
    connectorStatus: actualValue as ConnectorStatus,
    atMs: toTimeMs(event.timestamp, charger.clock.nowMs()),
  });
  return true;
}

/** `Problem` of an EVSE or its connector: its code says what the status does not. */
async function takeProblem(charger: Charger, event: EventData): Promise<void> {
  const { component, variable, actualValue, cleared, techCode } = event;
  const evseId = component.evse?.id ?? 0;
  if (!isNamed(variable, 'problem') || evseId <= 0) return;
  const isOver = cleared === true || actualValue.toLowerCase() === 'false';
  charger.memory.station.evse(evseId).faultCode = isOver ? null : (techCode ?? 'Problem');
  const atMs = toTimeMs(event.timestamp, charger.clock.nowMs());
  await reportEvse(charger, evseId, { atMs, isAsked: false });
}

function describe({ component, variable, actualValue, techCode, techInfo, cleared }: EventData) {
  const where = component.evse ? `${component.name} ${component.evse.id}` : component.name;
  const why = [techCode, techInfo].filter((text) => text !== undefined && text !== '').join(', ');
  const what = `${where}: ${variable.name} is ${actualValue}`;
  return `${cleared === true ? 'over: ' : ''}${what}${why === '' ? '' : ` (${why})`}`;
}

/** Names of the device model are compared without regard to case (part 1, 4.3). */
function isNamed({ name }: { readonly name: string }, wanted: string): boolean {
  return name.toLowerCase() === wanted;
}

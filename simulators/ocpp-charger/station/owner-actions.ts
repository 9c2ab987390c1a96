import { type ActionResult, cannot, type DeviceAction } from '../../lib/device.ts';
import type { Station } from './station.ts';

const DONE: ActionResult = { ok: true };

/**
 * What people do at a charge point, through the control API. Bodies, all optional:
 * plug `{socPercent}`, ready `{ready}` (default true), local-override `{emergencyStop}`,
 * reboot `{kind: "Soft"|"Hard"}` (default Hard: someone pulls the breaker).
 */
export async function actOn(
  station: Station,
  action: DeviceAction,
  body: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  station.advance();
  switch (action) {
    case 'plug':
      return plug(station, body['socPercent']);
    case 'unplug':
      if (!station.evse.isPlugged) return conflict('no vehicle is plugged');
      station.unplug();
      return DONE;
    case 'ready':
      return setReady(station, body['ready'] ?? true);
    case 'local-override':
      return override(station, body['emergencyStop']);
    case 'reboot':
      if (body['kind'] === 'Soft') station.reboot('Soft', 'LocalReset');
      else station.reboot('Hard', 'PowerUp');
      return DONE;
    default:
      return cannot(action, 'charger');
  }
}

function plug(station: Station, socPercent: unknown): ActionResult {
  const { evse } = station;
  if (evse.isPlugged) return conflict('a vehicle is plugged already');
  if (socPercent !== undefined) {
    if (typeof socPercent !== 'number' || socPercent < 0 || socPercent > 100) {
      return malformed('socPercent must be a number from 0 to 100');
    }
    evse.vehicle = { ...evse.vehicle, socPercent };
  }
  station.plug();
  return DONE;
}

function setReady(station: Station, isReady: unknown): ActionResult {
  if (typeof isReady !== 'boolean') return malformed('ready must be true or false');
  station.evse.setReady(isReady);
  return DONE;
}

/** The driver stops a running session or starts one; the red button latches a fault. */
async function override(station: Station, emergencyStop: unknown): Promise<ActionResult> {
  const { evse } = station;
  if (emergencyStop === true) evse.fault('OtherError');
  else if (emergencyStop === false) evse.clearFault();
  else if (emergencyStop !== undefined) return malformed('emergencyStop must be true or false');
  else if (evse.session !== undefined) evse.stop('Local');
  else if (!evse.isPlugged) return conflict('no vehicle is plugged');
  else if (!station.canStart) return conflict('out of operation');
  else await station.startLocally();
  return DONE;
}

function conflict(message: string): ActionResult {
  return { ok: false, status: 409, message };
}

function malformed(message: string): ActionResult {
  return { ok: false, status: 400, message };
}

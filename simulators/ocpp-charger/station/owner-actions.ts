import { type ActionResult, cannot, type DeviceAction } from '../../lib/device.ts';
import { toLocation } from '../hardware/location.ts';
import type { Station } from './station.ts';

const DONE: ActionResult = { ok: true };

/**
 * What people do at a charge point, through the control API. Bodies, all optional:
 * plug `{socPercent, targetSocPercent}`, ready `{ready}` (default true), local-override
 * `{emergencyStop}`, `{allowsProfiles}` or `{priority}` (2.1), reboot `{kind: "Soft"|"Hard"}`
 * (default Hard: someone pulls the breaker). location `{latitude, longitude}` moves the vehicle,
 * null and null takes its fix away.
 */
export async function actOn(
  station: Station,
  action: DeviceAction,
  body: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  station.advance();
  switch (action) {
    case 'plug':
      return plug(station, body);
    case 'unplug':
      if (!station.evse.isPlugged) return conflict('no vehicle is plugged');
      station.unplug();
      return DONE;
    case 'ready':
      return setReady(station, body['ready'] ?? true);
    case 'local-override':
      return override(station, body);
    case 'reboot':
      if (body['kind'] === 'Soft') station.reboot('Soft', 'LocalReset');
      else station.reboot('Hard', 'PowerUp');
      return DONE;
    case 'location':
      return move(station, body);
    default:
      return cannot(action, 'charger');
  }
}

function plug(station: Station, body: Readonly<Record<string, unknown>>): ActionResult {
  const { evse } = station;
  if (evse.isPlugged) return conflict('a vehicle is plugged already');
  for (const name of ['socPercent', 'targetSocPercent'] as const) {
    const value = body[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= 100)) {
      return malformed(`${name} must be a number from 0 to 100`);
    }
    evse.vehicle = { ...evse.vehicle, [name]: value };
  }
  station.plug();
  return DONE;
}

function move(station: Station, body: Readonly<Record<string, unknown>>): ActionResult {
  const location = toLocation(body['latitude'], body['longitude']);
  if (location === undefined) return malformed('latitude, longitude: degrees, or null and null');
  if (station.location === undefined) return cannot('location', 'charger without --location');
  station.moveTo(location);
  return DONE;
}

function setReady(station: Station, isReady: unknown): ActionResult {
  if (typeof isReady !== 'boolean') return malformed('ready must be true or false');
  station.evse.setReady(isReady);
  return DONE;
}

/**
 * The driver stops a running session or starts one; the red button latches a fault; a switch
 * inside the box lets central systems set profiles.
 */
async function override(
  station: Station,
  { emergencyStop, allowsProfiles, priority }: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  const { evse } = station;
  if (allowsProfiles !== undefined) {
    if (typeof allowsProfiles !== 'boolean') return malformed('allowsProfiles: true or false');
    station.allowProfiles(allowsProfiles);
  } else if (priority !== undefined) {
    if (typeof priority !== 'boolean') return malformed('priority: true or false');
    return station.setPriority(priority);
  } else if (emergencyStop === true) evse.fault('OtherError');
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

import { type DeviceClass, type DeviceIdentity, protocolOfClass } from './device.ts';

/** It is a segment of a URL's path, where `.` and `..` mean another place. */
const ocppIdentityForm = /^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,48}$/;
const euidForm = /^[0-9a-f]{16}$/;

/** An EUID in any case, with or without colons or dashes, as 16 lower-case hex; else `null`. */
export function parseEuid(text: string): DeviceIdentity | null {
  const euid = text.trim().replaceAll(/[:-]/g, '').toLowerCase();
  return euidForm.test(euid) ? (euid as DeviceIdentity) : null;
}

/** What a device of a class calls itself on the wire; `null` when that cannot be its name. */
export function parseIdentity(deviceClass: DeviceClass, text: string): DeviceIdentity | null {
  if (protocolOfClass[deviceClass] === 'mqtt') return parseEuid(text);
  return ocppIdentityForm.test(text) ? (text as DeviceIdentity) : null;
}

import type { DeviceEvent } from '../../domain/device-event.ts';
import type { BootReport } from '../../domain/reports.ts';
import type { StatusPayload } from './schemas/status.ts';

/** A device's word that it is up: which connection of which boot, and what it said of itself. */
export type Birth = {
  readonly session: number;
  readonly bootId: string;
  readonly report: BootReport;
};

/** Reads an `online`; `certificate` is the fingerprint that its session came with, or `null`. */
export function toBirth(
  status: Extract<StatusPayload, { s: 'online' }>,
  certificate: string | null,
): Birth {
  const { session, bootId, bootedAt = null, fw: firmware = null, clock: clockSet = false } = status;
  return { session, bootId, report: { session, bootedAt, clockSet, firmware, certificate } };
}

/** The birth as a report of the aspect `boot`; `atMs`: when it came, Unix ms. */
export function toBootEvent({ bootId, report }: Birth, atMs: number): DeviceEvent {
  return { type: 'reported', aspect: 'boot', rev: 'next', bootId, atMs, value: report };
}

/** True when a device repeats its birth. */
export function isSameBirth(birth: Birth | null, other: Birth): boolean {
  return birth?.session === other.session && birth.bootId === other.bootId;
}

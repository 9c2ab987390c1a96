import type { LocationReport } from '../../domain/reports.ts';
import type { Charger } from './charger.ts';

/** A DataTransfer of a charger, in every version (OCPP 1.6 4.3, OCPP 2.0.1 P02). */
export type Transfer = {
  readonly vendorId: string;
  readonly messageId?: string;
  /** A text in 1.6; anything in 2.x. */
  readonly data?: unknown;
};

/** How it is answered; the words are those of every version. */
export type TransferStatus = 'Accepted' | 'Rejected' | 'UnknownMessageId' | 'UnknownVendorId';

const VENDOR = 'joulegate';

/**
 * The only extension that is known here is our own `Location`: where a vehicle that speaks OCPP
 * itself is, `{"latitude", "longitude"}` in degrees or both `null`, as JSON text or, in 2.x, as it
 * is. What is fixed to a house has no such message.
 */
export async function takeTransfer(charger: Charger, transfer: Transfer): Promise<TransferStatus> {
  if (transfer.vendorId.toLowerCase() !== VENDOR) return 'UnknownVendorId';
  if (transfer.messageId !== 'Location') return 'UnknownMessageId';
  const location = parseLocation(transfer.data);
  if (!location || charger.device.class !== 'vehicle') return 'Rejected';
  await charger.store.report('location', location, charger.clock.nowMs());
  return 'Accepted';
}

function parseLocation(data: unknown): LocationReport | null {
  const value = typeof data === 'string' ? parseJson(data) : data;
  if (typeof value !== 'object' || value === null) return null;
  const { latitude, longitude } = value as Readonly<Record<string, unknown>>;
  if (latitude === null && longitude === null) return { latitude, longitude };
  return isDegrees(latitude, 90) && isDegrees(longitude, 180) ? { latitude, longitude } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isDegrees(value: unknown, max: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= max;
}

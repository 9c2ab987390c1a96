import type { AccountNumber, DeviceId } from '../device.ts';
import type { Place } from '../device-settings.ts';

/** One onboarding of a device, step by step; what it shows is derived from it and its device. */
export type Wizard = {
  readonly id: string;
  readonly accountNumber: AccountNumber;
  readonly propertyId: number;
  readonly createdAtMs: number;
  readonly cancelledAtMs: number | null;
  /** The device that was registered in it; `null` = its type is not chosen yet. */
  readonly deviceId: DeviceId | null;
  /** Rises with each change: whoever changes it names the one that he has seen. */
  readonly version: number;
};

/** The onboarding wizards, durable. */
export type Wizards = {
  start(wizard: Wizard): Promise<void>;
  find(id: string): Promise<Wizard | null>;
  /** Newest first, of one account. */
  list(accountNumber: AccountNumber | string): Promise<readonly Wizard[]>;
  /** Stores a change if nobody else changed it since; `conflict` = somebody did. */
  change(wizard: Wizard): Promise<'changed' | 'conflict'>;
};

/** Where properties are. */
export type PropertyPlaces = {
  set(accountNumber: string, propertyId: number, place: Place): Promise<void>;
};

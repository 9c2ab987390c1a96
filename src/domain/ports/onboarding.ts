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

/** How many onboardings an account may have. */
export type WizardBounds = {
  /** Begun since `openSinceMs` and still without a device. */
  readonly openMax: number;
  readonly openSinceMs: number;
};

/** The onboarding wizards, durable. A device is given to one by `Devices.register`. */
export type Wizards = {
  /** `full`: too many of the account wait for a device. */
  start(
    wizard: Pick<Wizard, 'id' | 'accountNumber' | 'propertyId' | 'createdAtMs'>,
    bounds: WizardBounds,
  ): Promise<'started' | 'full'>;
  find(id: string): Promise<Wizard | null>;
  /** Newest first, of one account; ended ones beyond the newest hundred are forgotten. */
  list(accountNumber: AccountNumber | string): Promise<readonly Wizard[]>;
  /**
   * Ends one as it was seen, and with `retires` takes its device out of the account in the same
   * moment. `conflict` = somebody else changed it since.
   */
  cancel(
    wizard: Wizard,
    nowMs: number,
    retires: DeviceId | null,
  ): Promise<'cancelled' | 'conflict'>;
};

/** Where properties are. */
export type PropertyPlaces = {
  /** False: the account has places of too many properties already. */
  set(accountNumber: string, propertyId: number, place: Place): Promise<boolean>;
};

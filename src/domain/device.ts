import type { Brand } from './brand.ts';

/** Our own id of a registered device (UUIDv7); a re-registration gives a new one. */
export type DeviceId = Brand<string, 'DeviceId'>;
/** What a device calls itself on the wire: an OCPP identity, or an EUID as 16 lower-case hex. */
export type DeviceIdentity = Brand<string, 'DeviceIdentity'>;
/** The supplier's number of an account; never created by us, known once something names it. */
export type AccountNumber = Brand<string, 'AccountNumber'>;

/** The protocols that a device may speak; `adapters/registry.ts` must hold one driver for each. */
export type Protocol = 'ocpp' | 'mqtt';

/** What a device is (design section 11, `registerGatewayDevice`). */
export type DeviceClass =
  | 'charger'
  | 'vehicle'
  | 'battery'
  | 'heat_pump_unit'
  | 'heat_pump_controller';

/** Which protocol each class is reached by. */
export const protocolOfClass: Readonly<Record<DeviceClass, Protocol>> = {
  charger: 'ocpp',
  vehicle: 'ocpp',
  battery: 'mqtt',
  heat_pump_unit: 'mqtt',
  heat_pump_controller: 'mqtt',
};

/** One registered device. Times are Unix milliseconds; `null` means "has not happened". */
export type Device = {
  readonly id: DeviceId;
  readonly accountNumber: AccountNumber;
  /** The supplier's number of a property; `null` = nobody said which. */
  readonly propertyId: number | null;
  readonly class: DeviceClass;
  readonly protocol: Protocol;
  readonly identity: DeviceIdentity | null;
  /** The API's provider word, for example `OCPP_WALLBOX`. */
  readonly provider: string;
  /** `gateway`: live at its first connection; `onboarding`: by `deviceRegistration`. */
  readonly registeredBy: 'gateway' | 'onboarding';
  readonly createdAtMs: number;
  readonly firstConnectedAtMs: number | null;
  readonly retiredAtMs: number | null;
  readonly hasSecret: boolean;
  /** When a test charge last proved that it can be controlled. */
  readonly testPassedAtMs: number | null;
  /** The last test charge, if it failed; `code` is its transaction's reason. */
  readonly testFailure: { readonly atMs: number; readonly code: string } | null;
  /** A sign-in under its identity was refused since it was last connected. */
  readonly signInFailedAtMs: number | null;
  /** Entries of the catalogue that its owner named; absent or `null` = nobody said. */
  readonly variants?: {
    readonly vehicleId: string | null;
    readonly chargePointId: string | null;
  } | null;
  /** The onboarding wizard that registered it. */
  readonly wizardId?: string | null;
};

/** What is known of a device's link. `epoch` counts up at each connect and fences older sockets. */
export type DeviceLink = {
  readonly epoch: number;
  /** True while a node that renews its own key holds the socket (design section 9). */
  readonly live: boolean;
  readonly connectedAtMs: number | null;
  readonly lostAtMs: number | null;
};

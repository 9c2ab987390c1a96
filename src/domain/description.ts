import type { DeviceClass } from './device.ts';

/** An allowed interval of degrees Celsius. */
export type CelsiusBounds = { readonly minC: number; readonly maxC: number };

/** {@link CelsiusBounds} with the grid inside them. */
export type CelsiusRange = CelsiusBounds & { readonly stepC: number };

/** A heating zone as the device describes it (mqtt.md, `describe`). */
export type ZoneDescription = CelsiusRange & {
  readonly zone: string;
  readonly type: 'HEAT' | 'WATER' | 'AUX' | 'DIV' | 'EXT';
  readonly enabled: boolean;
  readonly sensorCodes: readonly string[];
};

/** A sensor as the device describes it. */
export type SensorDescription = {
  readonly code: string;
  readonly type: 'NTC' | 'TSTAT' | 'ZIGBEE';
  readonly id?: string;
  readonly firmwareVersion?: string;
  readonly enabled?: boolean;
};

/** What a device said it is and can do; commands ask it for a capability, never for a brand. */
export type DeviceDescription = {
  readonly class: DeviceClass;
  readonly make: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly hardwareVersion: string | null;
  /** The command kinds that the device takes. */
  readonly kinds: readonly string[];
  readonly firmware: Readonly<Record<string, string>>;
  readonly zones: readonly ZoneDescription[];
  readonly sensors: readonly SensorDescription[];
  readonly water: CelsiusBounds | null;
  readonly heatPump: Readonly<Record<string, unknown>> | null;
  /** What the flow may be set to; `compensation...`: each end of the weather's range. */
  readonly flow:
    | (CelsiusBounds & {
        readonly compensationMin?: CelsiusBounds;
        readonly compensationMax?: CelsiusBounds;
      })
    | null;
  /** Slots of a schedule in one day; `null` when the device names no number. */
  readonly slotsMax: number | null;
  readonly battery: {
    readonly capacityKwh: number;
    readonly maxChargeW: number;
    readonly maxDischargeW: number;
  } | null;
  readonly charger: { readonly maxAmps: number; readonly phases: number } | null;
};

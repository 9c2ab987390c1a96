import type { DeviceDescription } from '../../../domain/description.ts';
import type { DescribePayload } from '../schemas/describe.ts';

/** The grid of a zone that names none (safety.md: 0.5 C steps). */
const usualStepC = 0.5;

/** `describe` in the domain's words; what the device left out is `null` or empty. */
export function toDescription(payload: DescribePayload): DeviceDescription {
  return {
    class: payload.class,
    make: payload.make ?? null,
    model: payload.model ?? null,
    serial: payload.serial ?? null,
    hardwareVersion: payload.hardwareVersion ?? null,
    // Version 0 would be a kind that the device knows of and does not take.
    kinds: Object.keys(payload.kinds).filter((kind) => (payload.kinds[kind] ?? 0) >= 1),
    firmware: payload.firmware ?? {},
    zones: (payload.zones ?? []).map((zone) => ({
      zone: zone.zone,
      type: zone.type,
      enabled: zone.enabled ?? true,
      minC: zone.minC,
      maxC: zone.maxC,
      stepC: zone.stepC ?? usualStepC,
      sensorCodes: zone.sensorCodes ?? [],
    })),
    sensors: (payload.sensors ?? []).map(toSensor),
    water: payload.water ? { minC: payload.water.minC, maxC: payload.water.maxC } : null,
    heatPump: payload.heatPump ?? null,
    flow: payload.flow ?? null,
    slotsMax: payload.slotsMax ?? null,
    battery: payload.battery
      ? {
          capacityKwh: payload.battery.capacityKwh,
          maxChargeW: payload.battery.maxChargeW,
          maxDischargeW: payload.battery.maxDischargeW,
        }
      : null,
    charger: null,
  };
}

type SensorPayload = NonNullable<DescribePayload['sensors']>[number];

function toSensor(sensor: SensorPayload): DeviceDescription['sensors'][number] {
  const { code, type, id, firmwareVersion, enabled } = sensor;
  return {
    code,
    type,
    ...(id === undefined ? {} : { id }),
    ...(firmwareVersion === undefined ? {} : { firmwareVersion }),
    ...(enabled === undefined ? {} : { enabled }),
  };
}

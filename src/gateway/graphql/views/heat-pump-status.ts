import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { UnitReport } from '../../../domain/reports.ts';
import type { HeatPumpStatusType } from '../generated.ts';

/** What a third-party heat pump reported last; what it never reported is null, not off. */
export function toHeatPumpStatus({ link, reports }: DeviceState): HeatPumpStatusType {
  const unit = reports.unit?.value as UnitReport | undefined;
  return {
    isConnected: link.live,
    climateControlStatus: unit
      ? {
          climateControlEnabled: unit.climateOn ?? null,
          currentClimateControlTemperature: unit.roomC ?? null,
          targetClimateControlTemperature: unit.setpointC ?? null,
        }
      : null,
    waterTemperatureStatus: unit
      ? {
          waterTemperatureEnabled: unit.hotWaterOn ?? null,
          currentWaterTemperature: unit.waterC ?? null,
        }
      : null,
  };
}

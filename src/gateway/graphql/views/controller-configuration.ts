import type { DeviceDescription } from '../../../domain/description.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { BootReport, ConfigReport } from '../../../domain/reports.ts';
import { toColonForm } from '../find-devices.ts';
import type { ControllerConfiguration, ResolversTypes } from '../generated.ts';
import { toMoment } from './controller-status.ts';
import { isState } from './controller-words.ts';
import { toHeatPump } from './heat-pump-configuration.ts';
import { toZoneInformation } from './zone-configuration.ts';

/** Where controllers of this family are sold, until one names its own. */
const usualTimezone = 'GMT0BST,M3.5.0/1,M10.5.0';

/** How a controller that has described itself is set up. */
export function toControllerConfiguration(
  state: DeviceState,
  description: DeviceDescription,
): Awaited<ResolversTypes['ControllerAndZoneConfiguration']> {
  const config = (state.reports.config?.value ?? {}) as ConfigReport;
  return {
    controller: toController(state, description, config),
    heatPump: toHeatPump(description, config),
    zones: toZoneInformation(state, description),
  };
}

function toController(
  { device, link, reports }: DeviceState,
  { firmware }: DeviceDescription,
  config: ConfigReport,
): ControllerConfiguration {
  const states = Array.isArray(config['controllerState']) ? config['controllerState'] : [];
  const timezone = config['timezone'];
  const boot = reports.boot?.value as Partial<BootReport> | undefined;
  return {
    firmwareConfiguration: {
      esp32: firmware['esp32'] ?? boot?.firmware ?? null,
      efr32: firmware['efr32'] ?? null,
      eui: firmware['eui'] ?? (device.identity && toColonForm(device.identity)),
    },
    state: states.length === 0 ? ['NORMAL_MODE'] : states.filter(isState),
    accessPointPassword: null,
    heatPumpTimezone: typeof timezone === 'string' ? timezone : usualTimezone,
    connected: link.live,
    lastReset: toMoment(config['lastReset']) ?? toMoment(boot?.bootedAt),
  };
}

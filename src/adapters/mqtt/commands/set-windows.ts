import { setWindows as spec } from '../../../domain/commands/battery-windows.ts';
import { makeWireCommand } from './wire-command.ts';

/** `set_windows {windows: [{startAt, endAt, direction, powerW}]}`; RFC 3339 UTC, W. */
export const setWindows = makeWireCommand<'set_windows'>({
  kind: 'set_windows',
  params: spec.schema,
  // Devices read one form of time only: UTC with milliseconds (mqtt.md, "Scheme").
  toParams: ({ windows }) => ({
    windows: windows.map(({ startAt, endAt, direction, powerW }) => ({
      startAt: new Date(startAt).toISOString(),
      endAt: new Date(endAt).toISOString(),
      direction,
      powerW,
    })),
  }),
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { startHeatPumpUnits } from '../../simulators/mqtt-heat-pump/unit/start-heat-pump-units.ts';
import { toRequestSchemas } from '../../src/adapters/mqtt/schemas/request.ts';
import type { Command } from '../../src/domain/command.ts';
import type { DeviceId } from '../../src/domain/device.ts';
import { type MqttBench, makeOrder, rightSecret, startMqttBench } from '../support/mqtt-bench.ts';
import { waitFor } from '../support/wait-for.ts';
import { findWireFaults } from '../support/wire-faults.ts';

const EUID = '001e5e0902ba5d84';
const ID = `d${EUID}` as DeviceId;
const endAt = new Date(Date.now() + 3_600_000).toISOString();
const window = { startAt: new Date().toISOString(), endAt, powerW: 2_000 } as const;
const settings = [
  { time: '06:30:00', action: 'SET_TEMPERATURE', setpointC: 21 } as const,
  { time: '22:00:00', action: 'TURN_OFF' } as const,
];

const commands = {
  battery: [
    { kind: 'set_reserve', params: { minSocPercent: 20 } },
    { kind: 'set_windows', params: { windows: [{ ...window, direction: 'charge' }] } },
    { kind: 'suspend', params: {} },
    { kind: 'resume', params: {} },
    { kind: 'set_windows', params: { windows: [] } },
    { kind: 'identify', params: {} },
    { kind: 'reboot', params: {} },
  ],
  heat_pump_unit: [
    { kind: 'set_climate', params: { on: true } },
    { kind: 'set_hot_water', params: { on: false } },
    { kind: 'set_room_temperature', params: { setpointC: 20.5 } },
  ],
  heat_pump_controller: [
    { kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'ON', setpointC: 21 } },
    { kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'BOOST', setpointC: 22, endAt } },
    {
      kind: 'set_zone_schedules',
      params: { zone: 'ZONE_1', schedules: [{ days: '1111111', settings }] },
    },
    { kind: 'set_water_setpoint', params: { setpointC: 50 } },
    { kind: 'set_flow_temperature', params: { weatherCompensation: false, flowC: 45 } },
    { kind: 'set_flow_temperature', params: { weatherCompensation: true, minC: 35, maxC: 50 } },
    { kind: 'set_primary_sensor', params: { zone: 'ZONE_1', sensorCode: 'SENSOR01' } },
    { kind: 'rename_sensor', params: { sensorCode: 'SENSOR01', displayName: 'Hall' } },
    { kind: 'remove_sensor', params: { sensorCode: 'SENSOR02' } },
    { kind: 'set_quieter_mode', params: { enabled: true } },
    { kind: 'identify', params: {} },
    { kind: 'reboot', params: {} },
    { kind: 'deprovision', params: {} },
  ],
} as const satisfies Record<string, readonly Command[]>;

const classes = Object.keys(commands) as (keyof typeof commands)[];
const fleets = {
  battery: startBatteries,
  heat_pump_unit: startHeatPumpUnits,
  heat_pump_controller: startHeatPumps,
};

let bench: MqttBench;
let simulator: SimulatorHandle | null = null;

beforeEach(() => {
  simulator = null;
});

afterEach(async () => {
  await simulator?.stop();
  await bench.stop();
});

/** Sends a command to whatever link the device has now, and waits for its last word. */
async function carryOut(command: Command): Promise<unknown> {
  const order = makeOrder(command, { issuedAtMs: Date.now() });
  const boots = bench.boots.length;
  const connection = await waitFor(() => {
    const held = bench.connections.get(ID);
    return held?.isReady() ? held : undefined;
  }, 'the device to be up');
  const sent = await connection.prepare(order).send(AbortSignal.timeout(5_000));
  expect(sent).toEqual({ kind: 'pending' });
  const settled = await waitFor(
    () =>
      bench.recorded.find(
        ({ event }) =>
          event.type === 'reply' &&
          event.transactionId === order.transactionId &&
          (event.reply.kind !== 'accepted' || command.kind === 'reboot'),
      ),
    `an answer to ${command.kind}`,
  );
  if (command.kind === 'reboot') await waitFor(() => bench.boots.length > boots, 'a new boot');
  return settled.event;
}

describe.each(classes)('a simulated %s', (deviceClass) => {
  test('and the adapter read the contract alike, by wire log and by what is stored', async () => {
    bench = await startMqttBench({ class: deviceClass });
    const url = `mqtt://127.0.0.1:${bench.port}`;
    simulator = await fleets[deviceClass]({ url, id: EUID, secret: rightSecret, speed: 100 });
    for (const command of commands[deviceClass]) {
      const event = await carryOut(command);
      const kind = command.kind === 'reboot' ? expect.any(String) : 'succeeded';
      expect([command, event]).toEqual([
        command,
        expect.objectContaining({ reply: expect.objectContaining({ kind }) }),
      ]);
    }
    const { log } = simulator;
    if (deviceClass !== 'heat_pump_unit') {
      const isSample = () => bench.recorded.some(({ event }) => event.type === 'telemetry');
      await waitFor(isSample, 'telemetry');
    }
    expect(bench.counted('frames_invalid') + bench.counted('frames_denied')).toBe(0);
    expect(bench.recorded.some(({ event }) => event.type === 'described')).toBe(true);
    const entries = log.after(EUID, 0);
    expect(entries.length).toBeGreaterThan(8);
    expect(findWireFaults(EUID, entries)).toEqual([]);
  });
});

test('every kind that goes over the wire was sent to some simulator', () => {
  const sent = new Set(classes.flatMap((each) => commands[each].map(({ kind }) => kind as string)));
  expect([...sent].toSorted()).toEqual([...toRequestSchemas().keys()].toSorted());
});

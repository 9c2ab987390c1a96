import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import type { WireLogEntry } from '../../simulators/lib/wire-log.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { schemaOf } from '../../src/adapters/mqtt/schemas/catalogue.ts';
import { toRequestSchemas } from '../../src/adapters/mqtt/schemas/request.ts';
import { makeValidator } from '../../src/adapters/mqtt/schemas/validator.ts';
import { parseTopic } from '../../src/adapters/mqtt/topics.ts';
import type { Command } from '../../src/domain/command.ts';
import type { DeviceClass, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import { type MqttBench, makeOrder, rightSecret, startMqttBench } from '../support/mqtt-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const commands: Readonly<Record<'battery' | 'heat_pump_controller', readonly Command[]>> = {
  battery: [{ kind: 'set_reserve', params: { minSocPercent: 20 } }],
  heat_pump_controller: [
    { kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'ON', setpointC: 21 } },
    { kind: 'set_water_setpoint', params: { setpointC: 50 } },
    { kind: 'rename_sensor', params: { sensorCode: 'SENSOR01', displayName: 'Hall' } },
  ],
};

let bench: MqttBench;
let simulator: SimulatorHandle | null = null;

async function start(deviceClass: DeviceClass): Promise<SimulatorHandle> {
  bench = await startMqttBench({ class: deviceClass });
  const startFleet = deviceClass === 'battery' ? startBatteries : startHeatPumps;
  const url = `mqtt://127.0.0.1:${bench.port}`;
  simulator = await startFleet({ url, id: EUID, secret: rightSecret, speed: 100 });
  return simulator;
}

beforeEach(() => {
  simulator = null;
});

afterEach(async () => {
  await simulator?.stop();
  await bench.stop();
});

/** The faults of a wire log by the adapter's own schemas, one line each. */
function findFaults(entries: readonly WireLogEntry[]): string[] {
  const ajv = makeValidator();
  const requests = toRequestSchemas();
  return entries.flatMap((entry) => {
    if (!('direction' in entry) || entry.type !== 'publish') return [];
    const { direction, payload } = entry;
    const name = String(entry.topic ?? '');
    const topic = parseTopic(EUID as DeviceIdentity, name);
    const kind = (payload as { kind?: string }).kind ?? '';
    const schema = direction === 'in' ? requests.get(kind) : topic && schemaOf(topic);
    if (!schema) return [`${direction} ${name}: no schema`];
    const validate = ajv.compile(schema);
    return validate(payload) ? [] : [`${direction} ${name}: ${ajv.errorsText(validate.errors)}`];
  });
}

describe.each(['battery', 'heat_pump_controller'] as const)('a simulated %s', (deviceClass) => {
  test('and the adapter read the contract alike, by wire log and by what is stored', async () => {
    const { log } = await start(deviceClass);
    const connection = await waitFor(
      () => bench.connections.get(`d${EUID}` as DeviceId),
      'the device to be up',
    );
    for (const command of commands[deviceClass]) {
      const order = makeOrder(command, { issuedAtMs: Date.now() });
      expect(await connection.prepare(order).send(new AbortController().signal)).toEqual({
        kind: 'pending',
      });
      const settled = await waitFor(
        () =>
          bench.recorded.find(
            ({ event }) =>
              event.type === 'reply' &&
              event.transactionId === order.transactionId &&
              event.reply.kind !== 'accepted',
          ),
        `an answer to ${command.kind}`,
      );
      expect(settled.event).toMatchObject({ reply: { kind: 'succeeded' } });
    }
    await waitFor(
      () => bench.recorded.some(({ event }) => event.type === 'telemetry'),
      'telemetry',
    );
    expect(bench.counted('frames_invalid') + bench.counted('frames_denied')).toBe(0);
    expect(bench.recorded.some(({ event }) => event.type === 'described')).toBe(true);
    const entries = log.after(EUID, 0);
    expect(entries.length).toBeGreaterThan(8);
    expect(findFaults(entries)).toEqual([]);
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { type BareBroker, startBareBroker } from '../support/bare-broker.ts';
import { startMqttProxy } from '../support/device-proxy.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

const puback = '4';

let broker: BareBroker;
let proxy: TcpProxy;

beforeEach(async () => {
  broker = await startBareBroker();
  proxy = await startMqttProxy();
  proxy.retarget({ host: '127.0.0.1', port: Number(new URL(broker.url).port) });
});

afterEach(async () => {
  await proxy.stop();
  await broker.close();
});

test('a device whose goodbye is never acknowledged leaves all the same', async () => {
  const pump = await startHeatPumps({ url: `mqtt://127.0.0.1:${proxy.port}`, speed: 100 });
  const gate = proxy.gate({ label: puback });

  await pump.stop();

  expect(gate.isReached()).toBe(true);
}, 10_000);

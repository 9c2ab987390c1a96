import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import { GatewayError } from '../../src/domain/errors.ts';
import { type MqttBench, startMqttBench } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, connectDevice } from '../support/mqtt-client.ts';
import { connectSecure, secure } from '../support/tls-client.ts';
import { fingerprintOf, makeTestPki } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const ID = `d${EUID}` as DeviceId;

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

describe('a birth', () => {
  test('is reported as the boot of the device, before its link is held', async () => {
    let linksAtBirth = -1;
    bench.storeBoot = async () => {
      linksAtBirth = bench.sessions.length;
    };
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    const bootedAt = '2026-11-23T11:59:00.000Z';
    const birth = { s: 'online', session: 7, bootId: 'b7', bootedAt, fw: '1.2.3', clock: true };
    await device.publish('status', birth);
    expect(bench.boots).toEqual([
      {
        type: 'reported',
        aspect: 'boot',
        rev: 'next',
        bootId: 'b7',
        atMs: expect.any(Number),
        value: { session: 7, bootedAt, clockSet: true, firmware: '1.2.3', certificate: null },
      },
    ]);
    expect(linksAtBirth).toBe(0);
    expect(bench.sessions).toEqual([`connect ${ID} 1`]);
  });

  test('says null for what the device left out', async () => {
    await bringUp(bench.port, EUID, 3);
    const value = {
      ...{ session: 3, bootedAt: null, clockSet: true, firmware: null, certificate: null },
    };
    expect(bench.boots.map((boot) => boot.value)).toEqual([value]);
  });

  test('that is repeated on the same live link is reported once', async () => {
    const device = await bringUp(bench.port, EUID, 1);
    await device.birth(1);
    await device.birth(1);
    expect(bench.boots).toHaveLength(1);
    await device.birth(2, 'boot-2');
    expect(bench.boots.map(({ bootId }) => bootId)).toEqual(['boot-1', 'boot-2']);
  });

  test('that came before the SUBACK is reported once, with the link', async () => {
    const device = await connectDevice(bench.port, EUID);
    await device.birth(1);
    expect(bench.boots).toEqual([]);
    await device.subscribeToCommands();
    await waitFor(() => bench.connections.get(ID), 'the connection');
    expect(bench.boots).toHaveLength(1);
  });

  test('that cannot be stored sends the device away without a PUBACK or a link', async () => {
    bench.storeBoot = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    const told: string[] = [];
    device.birth().then(
      () => told.push('acknowledged'),
      () => undefined,
    );
    await waitFor(device.isClosed, 'the link to close');
    expect(told).toEqual([]);
    expect(bench.sessions).toEqual([]);
  });

  test('on a certificate names its fingerprint', async () => {
    const pki = await makeTestPki();
    const credentials = await pki.device(EUID);
    const over = await startMqttBench({ tls: pki.tls });
    const device = await connectSecure(over.tlsPort, EUID, secure(pki, credentials));
    await device.subscribeToCommands();
    await device.birth();
    const certificate = fingerprintOf(credentials);
    expect(over.boots.map(({ value }) => value)).toEqual([
      expect.objectContaining({ certificate }),
    ]);
    device.drop();
    await over.stop();
  });

  test('of a device whose secret was replaced since its CONNECT ends the link', async () => {
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    bench.door = async () => ({ kind: 'refused' });
    void device.birth().catch(() => undefined);
    await waitFor(device.isClosed, 'the link to be closed');
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    expect(device.received).toEqual([]);
  });
});

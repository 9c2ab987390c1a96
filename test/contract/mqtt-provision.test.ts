import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeMqttAdapter } from '../../src/adapters/mqtt/adapter.ts';
import type { Adapter } from '../../src/domain/ports/adapter.ts';
import type { CertificateDoor } from '../../src/domain/ports/devices.ts';
import { makeDescription } from '../support/builders.ts';
import { addDevice, read, statesOf, type TestDevice } from '../support/core-devices.ts';
import { closedDesk, namedLimits } from '../support/mqtt-bench.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { connectSecure, secure } from '../support/tls-client.ts';
import { type Credentials, fingerprintOf, makeTestPki, type TestPki } from '../support/tls-pki.ts';
import { useCore } from '../support/use-core.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';

const held = useCore();
let pki: TestPki;
let fresh: Credentials;
let former: Credentials;
let adapter: Adapter;
let port: number;
let device: TestDevice;
let session = 0;

beforeAll(async () => {
  pki = await makeTestPki();
  [fresh, former] = [await pki.device(EUID), await pki.device(EUID)];
});

beforeEach(async () => {
  const { core } = held;
  const admitCertificate: CertificateDoor['admitCertificate'] = async ({ identity }) => {
    const state = await core.devices.findByIdentity(identity);
    return state ? { kind: 'admitted', device: state.device } : { kind: 'refused' };
  };
  const { links, record, clock, log, metrics } = core;
  const frames = { record: () => undefined };
  const peers = pki.tls.peers;
  const ports = { links, record, clock, log, metrics, frames, desk: closedDesk, peers };
  adapter = makeMqttAdapter(
    {
      ...ports,
      door: { admit: async () => ({ kind: 'refused' }) },
      certificateDoor: { admitCertificate },
    },
    {
      ...{ host: '127.0.0.1', port: 0, limits: namedLimits },
      ...{ tls: pki.tls, publicHost: null },
    },
  );
  port = (await adapter.start()).tls?.port ?? 0;
  device = await addDevice(core, 'heat_pump_controller', { identity: EUID });
  // A new device has not described itself yet; the gateway's own kind is in no description.
  const kinds = ['provision', 'identify'];
  const description = makeDescription({ class: 'heat_pump_controller', kinds });
  await core.reported.describe(device.id, description);
});

afterEach(async () => {
  await closeClients();
  await adapter.stop();
  await held.core.quiet();
});

afterAll(closeClients);

async function comeUp(credentials: Credentials) {
  session += 1;
  const client = await connectSecure(port, EUID, secure(pki, credentials));
  await client.subscribeToCommands();
  await client.birth(session, `boot-${session}`);
  await held.core.quiet();
  return client;
}

const acceptProvision = () =>
  device.accept({ kind: 'provision', params: { fingerprint: fingerprintOf(fresh) } });

const statusOf = async (id: Awaited<ReturnType<typeof acceptProvision>>) =>
  (await read(held.core, id)).status;

describe('provisioning, seen from the device', () => {
  test('succeeds when it comes back on its new certificate; nothing goes on the wire', async () => {
    const id = await acceptProvision();
    expect(await statusOf(id)).toBe('QUEUED');
    const client = await comeUp(fresh);
    await waitFor(async () => (await statusOf(id)) === 'SUCCEEDED', 'it to succeed');
    const { evidence } = await read(held.core, id);
    const certificate = fingerprintOf(fresh);
    expect(evidence).toMatchObject({ aspect: 'boot' });
    expect(JSON.stringify(evidence)).toContain(certificate);
    expect(client.received).toEqual([]);
    const { boot } = await held.core.reported.read(device.id);
    expect(boot).toMatchObject({ bootId: `boot-${session}`, value: { certificate, session } });
  });

  test('succeeds for a device that is up on it already', async () => {
    const client = await comeUp(fresh);
    const id = await acceptProvision();
    await waitFor(async () => (await statusOf(id)) === 'SUCCEEDED', 'it to succeed');
    expect(client.received).toEqual([]);
  });

  test('is open while the device is on another certificate, and then succeeds', async () => {
    const client = await comeUp(former);
    const id = await acceptProvision();
    await waitFor(async () => (await statusOf(id)) === 'UNCONFIRMED', 'its first look');
    expect(await statesOf(held.core, id)).toEqual(['QUEUED', 'SENT', 'UNCONFIRMED']);
    expect(client.received).toEqual([]);
    await comeUp(former);
    await held.core.pass(59 * 60_000);
    expect(await statusOf(id)).toBe('UNCONFIRMED');
    await comeUp(fresh);
    await waitFor(async () => (await statusOf(id)) === 'SUCCEEDED', 'it to succeed');
    expect((await read(held.core, id)).evidence).toMatchObject({ aspect: 'boot' });
  });

  test('holds up no command behind it on a link by another certificate', async () => {
    const client = await comeUp(former);
    const id = await acceptProvision();
    await device.accept({ kind: 'identify', params: {} });
    await waitFor(() => client.received.length === 1, 'the next command');
    expect(JSON.parse(client.received[0]?.text ?? '{}')).toMatchObject({ kind: 'identify' });
    expect(await statusOf(id)).toBe('UNCONFIRMED');
  });

  test('is over an hour later for a device that stays on another certificate', async () => {
    await comeUp(former);
    const id = await acceptProvision();
    await waitFor(async () => (await statusOf(id)) === 'UNCONFIRMED', 'its first look');
    await held.core.pass(60 * 60_000 + 1);
    expect(await statusOf(id)).toBe('LOST');
  });

  test('is over after its hour for a device that never comes on it', async () => {
    const id = await acceptProvision();
    await held.core.pass(60 * 60_000 + 1);
    expect(await statusOf(id)).toBe('EXPIRED');
  });

  test('leaves the mailbox free for what comes after it', async () => {
    const id = await acceptProvision();
    const client = await comeUp(fresh);
    await waitFor(async () => (await statusOf(id)) === 'SUCCEEDED', 'it to succeed');
    await device.accept({ kind: 'identify', params: {} });
    await waitFor(() => client.received.length === 1, 'the next command');
    expect(JSON.parse(client.received[0]?.text ?? '{}')).toMatchObject({ kind: 'identify' });
  });
});

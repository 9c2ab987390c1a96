import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { serveParent } from '../process/serve-parent.ts';
import { makeFloorCentralSystem } from './central-system.ts';
import { makeFloorBroker } from './mqtt-broker.ts';
import { makeFloorStore } from './store.ts';

/**
 * The floor (design section 12): the same chain with nothing of ours in it. Each mutation is one
 * durable accept, then the answer; beside it one durable SENT, one publish or CALL, and one durable
 * settle when the device has answered. No tokens, no order, no evidence, no timeline, no retries.
 */

/** The two mutations of the bench's documents, as far as these ask for them. */
const schema = `
  type Query { version: String! }
  type Accepted { transactionId: ID! }
  type Device { id: ID! }
  input SmartControlInput { deviceId: ID!, action: String! }
  type Mutation {
    updateSensorDisplayName(
      accountNumber: String!, displayName: String!, euid: ID!, sensorCode: String!
    ): Accepted
    updateDeviceSmartControl(input: SmartControlInput!): Device
  }`;

type Rename = { readonly euid: string; readonly sensorCode: string; readonly displayName: string };
type Control = { readonly input: { readonly deviceId: string } };

const host = '127.0.0.1';
const store = makeFloorStore(process.argv[2] ?? '');
const broker = await makeFloorBroker();
const central = makeFloorCentralSystem();

async function accept(deviceId: string, wish: object, act: (id: string) => Promise<void>) {
  const id = randomUUID();
  await store.accept(id, deviceId, JSON.stringify(wish));
  void carryOut(id, deviceId, act);
  return { id, transactionId: id };
}

async function carryOut(id: string, deviceId: string, act: (id: string) => Promise<void>) {
  await store.sent(id);
  await act(id);
  await store.settle(id, deviceId);
}

const app = Fastify({ logger: false });
app.register(mercurius, {
  path: '/v1/graphql/',
  schema,
  resolvers: {
    Mutation: {
      updateSensorDisplayName: (_root: unknown, { euid, sensorCode, displayName }: Rename) => {
        const params = { sensorCode, displayName };
        return accept(euid, params, (id) => broker.command(euid, id, params));
      },
      updateDeviceSmartControl: (_root: unknown, { input: { deviceId } }: Control) =>
        accept(deviceId, { kind: 'suspend' }, () => central.command(deviceId, { id: 1 })),
    },
  },
});
await app.listen({ host, port: 0 });

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

for (const server of [broker.server, central.server]) {
  await new Promise<void>((resolve) => void server.listen(0, host, () => resolve()));
}

process.on('SIGTERM', async () => {
  await Promise.all([app.close(), broker.close(), central.close()]);
  store.close();
  process.exit(0);
});

serveParent({
  addresses: async () => ({
    http: `http://${host}:${portOf(app.server)}`,
    mqtt: `mqtt://${host}:${portOf(broker.server)}`,
    ocpp: `ws://${host}:${portOf(central.server)}/ocpp`,
  }),
});

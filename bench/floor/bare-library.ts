import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serveParent } from '../process/serve-parent.ts';
import { makeFloorCentralSystem } from './central-system.ts';
import { makeFloorBroker } from './mqtt-broker.ts';

/**
 * The floor of what devices begin and of what an idle link costs: one protocol library alone in its
 * process, which answers at once, checks nothing and stores nothing.
 */

const openers = {
  ocpp: async () => ({ ...makeFloorCentralSystem(), scheme: 'ws', path: '/ocpp' }),
  mqtt: async () => ({ ...(await makeFloorBroker()), scheme: 'mqtt', path: '' }),
};

/** The libraries that can be had alone, by their protocol. */
export type BareLibrary = keyof typeof openers;

const { server, scheme, path } = await openers[process.argv[2] as BareLibrary]();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

serveParent({ url: async () => `${scheme}://127.0.0.1:${port}${path}` });

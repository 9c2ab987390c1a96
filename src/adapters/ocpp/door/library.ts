import type { IncomingMessage } from 'node:http';
import { createRequire, Module } from 'node:module';
import type { RPCServer } from 'ocpp-rpc';
import { RpcChannel, type RpcClient } from '../rpc-channel.ts';
import type { OcppPorts, OcppSettings } from '../settings.ts';
import { FrameCheck } from '../validation/frame-check.ts';
import { makeMessageSchemas } from '../validation/message-schemas.ts';
import type { Admitted, Upgrade } from './upgrade-guard.ts';

/** A charger that was let in, with the socket that it came by. */
export type Arrival = Admitted & {
  readonly channel: RpcChannel;
  /** Judges what goes over the channel, and knows of whose make the charger is. */
  readonly check: FrameCheck;
  readonly subprotocol: string;
};

/** What the library's server is made of. */
export type LibraryOptions = {
  readonly settings: OcppSettings;
  readonly ports: OcppPorts;
  readonly subprotocols: readonly string[];
  readonly onArrival: (arrival: Arrival) => void;
};

/** Frames in a row that are no OCPP-J before the link is closed. */
const BAD_MESSAGES_MAX = 10;
/** Above the outbound lane's own bound, so that the library's queue never holds a call. */
const LIBRARY_SLOTS = 1_000;

/**
 * The library's server without a listener of its own; takes what the guard has let in. It is
 * loaded for the first charger, not for the start (docs/adr/0007-schemas-on-first-use.md).
 */
export function makeLibraryServer(options: LibraryOptions) {
  const admitted = new WeakMap<IncomingMessage, Admitted>();
  let loading: Promise<RPCServer> | null = null;
  return async (visitor: Admitted, identity: string, { request, socket, head }: Upgrade) => {
    loading ??= loadLibrary(options, admitted);
    const library = await loading;
    if (socket.destroyed) return;
    admitted.set(request, visitor);
    // Judged above; handed over in the one form that the library's own parser cannot misread.
    request.url = `/ocpp/${encodeURIComponent(identity)}`;
    library.handleUpgrade(request, socket, head).catch(() => socket.destroy());
  };
}

async function loadLibrary(
  options: LibraryOptions,
  admitted: WeakMap<IncomingMessage, Admitted>,
): Promise<RPCServer> {
  leaveOutValidators();
  const { RPCServer } = await import('ocpp-rpc');
  const library = new RPCServer({
    protocols: [...options.subprotocols],
    // What goes either way is judged by our own check of the schemas (docs/adr/0009).
    strictMode: false,
    callConcurrency: LIBRARY_SLOTS,
    // Life is watched by our own policy: the library drops chargers that never answer a ping.
    pingIntervalMs: 0,
    maxBadMessages: BAD_MESSAGES_MAX,
    wssOptions: { maxPayload: options.settings.limits.frameBytes, perMessageDeflate: false },
  });
  library.on('error', (error: unknown) => {
    options.ports.log.warn({ err: error }, 'the OCPP library reported an error');
  });
  const { clock, metrics } = options.ports;
  const share = { schemas: makeMessageSchemas(), clock, metrics };
  library.on('client', (client: RpcClient) => {
    const visitor = admitted.get(client.handshake.request);
    const subprotocol = client._ws.protocol;
    // Must not throw: the library answers an exception here with an unhandled rejection.
    if (!visitor || !subprotocol) return client._ws.terminate();
    const check = new FrameCheck(share, subprotocol);
    options.onArrival({ ...visitor, subprotocol, check, channel: new RpcChannel(client, check) });
  });
  return library;
}

/**
 * The validators of its strict mode, which is off, would hold the schemas of three versions against
 * their meta-schema while it loads: 0.1 s in which no other charger is served (docs/adr/0007).
 */
function leaveOutValidators(): void {
  const { resolve, cache } = createRequire(import.meta.url);
  const path = resolve('ocpp-rpc/lib/standard-validators.js');
  cache[path] ??= Object.assign(new Module(path), { exports: [], loaded: true });
}

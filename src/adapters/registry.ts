import type { Protocol } from '../domain/device.ts';
import type { Adapter } from '../domain/ports/adapter.ts';
import { makeMqttAdapter } from './mqtt/adapter.ts';
import { makeOcppAdapter } from './ocpp/adapter.ts';

/** Makes an adapter from its own ports and settings: the composition root knows what each needs. */
type AdapterFactory = (ports: never, settings: never) => Adapter;

/** One driver for each protocol that a device may speak; a new one does not compile without. */
export const adapters = {
  ocpp: makeOcppAdapter,
  mqtt: makeMqttAdapter,
} as const satisfies Record<Protocol, AdapterFactory>;

import type { DeviceDescription } from '../../domain/description.ts';
import type { DeviceId } from '../../domain/device.ts';
import {
  type ChargerModel,
  type ChargerTraits,
  type KnownTraits,
  type ModelTraits,
  unknownTraits,
} from '../../domain/ports/charger-traits.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { ChargerMemory } from './charger-memory.ts';

/**
 * What is remembered of a charger and its model, as one link sees it. Never rejects: it saves a
 * charger a detour, and a store that is away must not cost it its command.
 */
export type OwnTraits = {
  /** Nothing is known of a model that has no name. */
  read(): Promise<KnownTraits>;
  learn(traits: Partial<ModelTraits>): Promise<void>;
  /** The charger's own seconds between samples while ours are set; `null` = its own are. */
  readInterval(): Promise<number | null>;
  keepInterval(seconds: number | null): Promise<void>;
};

/** Binds the port to one charger. */
export function makeOwnTraits(options: {
  readonly deviceId: DeviceId;
  readonly memory: Pick<ChargerMemory, 'model'>;
  readonly traits: ChargerTraits;
  readonly log: Log;
}): OwnTraits {
  const { deviceId, memory, traits, log } = options;

  async function attempt<T>(run: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await run();
    } catch (error) {
      log.warn({ err: error }, 'what is remembered of a charger was not read or stored');
      return otherwise;
    }
  }

  return {
    async read() {
      const { model } = memory;
      return model
        ? await attempt(() => traits.read(model, deviceId), unknownTraits)
        : unknownTraits;
    },
    async learn(learnt) {
      const { model } = memory;
      if (!model) return;
      log.info({ ...model, ...learnt }, 'learnt how a charger behaves');
      await attempt(() => traits.learn(model, deviceId, learnt), undefined);
    },
    readInterval: () => attempt(() => traits.readInterval(deviceId), null),
    keepInterval: (seconds) => attempt(() => traits.keepInterval(deviceId, seconds), undefined),
  };
}

/** The model that an earlier link described; `null` = it has no name. */
export function toModel(description: DeviceDescription | null): ChargerModel | null {
  const { make, model, firmware } = description ?? {};
  return make && model ? { make, model, firmware: firmware?.['main'] ?? null } : null;
}

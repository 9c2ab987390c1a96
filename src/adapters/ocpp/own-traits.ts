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

/** What the traits of a charger are bound to. */
type TraitParts = {
  readonly device: { readonly id: DeviceId };
  readonly memory: Pick<ChargerMemory, 'model'>;
  readonly port: ChargerTraits;
  readonly log: Log;
};

/**
 * What is remembered of a charger and its model, as one link sees it. Never rejects: it saves a
 * charger a detour, and a store that is away must not cost it its command.
 */
export class OwnTraits {
  readonly #parts: TraitParts;

  constructor(parts: TraitParts) {
    this.#parts = parts;
  }

  /** Nothing is known of a model that has no name. */
  async read(): Promise<KnownTraits> {
    const { device, memory, port } = this.#parts;
    const { model } = memory;
    if (!model) return unknownTraits;
    return await this.#attempt(() => port.read(model, device.id), unknownTraits);
  }

  async learn(learnt: Partial<ModelTraits>): Promise<void> {
    const { device, memory, port, log } = this.#parts;
    const { model } = memory;
    if (!model) return;
    log.info({ ...model, ...learnt }, 'learnt how a charger behaves');
    await this.#attempt(() => port.learn(model, device.id, learnt), undefined);
  }

  /** The charger's own seconds between samples while ours are set; `null` = its own are. */
  readInterval(): Promise<number | null> {
    const { device, port } = this.#parts;
    return this.#attempt(() => port.readInterval(device.id), null);
  }

  keepInterval(seconds: number | null): Promise<void> {
    const { device, port } = this.#parts;
    return this.#attempt(() => port.keepInterval(device.id, seconds), undefined);
  }

  async #attempt<T>(run: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await run();
    } catch (error) {
      this.#parts.log.warn(
        { err: error },
        'what is remembered of a charger was not read or stored',
      );
      return otherwise;
    }
  }
}

/** The model that an earlier link described; `null` = it has no name. */
export function toModel(description: DeviceDescription | null): ChargerModel | null {
  const { make, model, firmware } = description ?? {};
  return make && model ? { make, model, firmware: firmware?.['main'] ?? null } : null;
}

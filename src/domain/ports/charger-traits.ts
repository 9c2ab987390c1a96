import type { DeviceId } from '../device.ts';

/** Which chargers are alike: what one of them taught holds for the others. */
export type ChargerModel = {
  readonly make: string;
  readonly model: string;
  /** `null` = it does not say. */
  readonly firmware: string | null;
};

/** What was learnt of a model by what it took and what it did (ocpp.md 3.3 and 3.4). */
export type ModelTraits = {
  /** The way of writing a charging profile that it took, as the adapter names it. */
  readonly rung: string | null;
  /** A limit of 0 A ends its session: it is paused with the least current instead. */
  readonly endsOnZero: boolean;
  /** It takes a charging profile inside a remote start; `null` = never tried. */
  readonly takesProfileInStart: boolean | null;
};

/** Of a model that nothing was learnt of. */
export const unknownTraits: ModelTraits = {
  rung: null,
  endsOnZero: false,
  takesProfileInStart: null,
};

/** What is remembered of chargers beyond their links: of models, and of one charger. */
export type ChargerTraits = {
  /** @throws GatewayError `unavailable`. */
  read(model: ChargerModel): Promise<ModelTraits>;
  /**
   * Remembers what is given; nothing new once the store knows as many models as it may.
   * @throws GatewayError `unavailable`.
   */
  learn(model: ChargerModel, traits: Partial<ModelTraits>): Promise<void>;
  /**
   * The charger's own seconds between samples, kept while ours are set on it; `null` = its own are.
   * @throws GatewayError `unavailable`.
   */
  readInterval(deviceId: DeviceId): Promise<number | null>;
  /** Keeps them before ours are set; `null` once they are put back. */
  keepInterval(deviceId: DeviceId, seconds: number | null): Promise<void>;
};

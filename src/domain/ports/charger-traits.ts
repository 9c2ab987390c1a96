import type { DeviceId } from '../device.ts';

/** Which chargers are alike: what several of them showed is expected of the others. */
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

/** What is to be expected of one charger. */
export type KnownTraits = ModelTraits & {
  /**
   * `sure`: what its model is taken for; `shown`: by itself or by another one of its model, not
   * confirmed for the model; `unknown`: nothing but the usual way was ever needed.
   */
  readonly rungStanding: 'unknown' | 'shown' | 'sure';
};

/** Of a charger that nothing was learnt of. */
export const unknownTraits: KnownTraits = {
  rung: null,
  endsOnZero: false,
  takesProfileInStart: null,
  rungStanding: 'unknown',
};

/** What is remembered of chargers beyond their links: of models, and of one charger. */
export type ChargerTraits = {
  /**
   * What the charger itself showed, else what its model is taken for. That 0 A ends a session holds
   * for a day when it was shown once, for 30 days when it was shown again or is sure of the model:
   * while it is believed no 0 A is tried, so nothing could show that it was a coincidence.
   * @throws GatewayError `unavailable`.
   */
  read(model: ChargerModel, deviceId: DeviceId): Promise<KnownTraits>;
  /**
   * Remembers what a charger showed: of itself at once, of its model when two chargers have shown
   * the same or one has three times, because anybody can claim to be of a model. A rung of `null`
   * (it took the usual one) takes back what was shown. Nothing new once the store knows as much as
   * it may.
   * @throws GatewayError `unavailable`.
   */
  learn(model: ChargerModel, deviceId: DeviceId, traits: Partial<ModelTraits>): Promise<void>;
  /**
   * The charger's own seconds between samples, kept while ours are set on it; `null` = its own are.
   * @throws GatewayError `unavailable`.
   */
  readInterval(deviceId: DeviceId): Promise<number | null>;
  /** Keeps them before ours are set; `null` once they are put back. */
  keepInterval(deviceId: DeviceId, seconds: number | null): Promise<void>;
};

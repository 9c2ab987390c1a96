import type { Station } from '../station/station.ts';
import type { Configuration } from './configuration.ts';

/** A 1.6 charge point as its messages and calls see it. */
export type Station16 = Station<{ readonly configuration: Configuration }>;

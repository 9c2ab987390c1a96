import type { Dialect } from '../dialect.ts';
import { StationRuntime } from '../station/station-runtime.ts';
import { Configuration } from './configuration.ts';
import { makeVoice16 } from './voice.ts';

/** OCPP-J 1.6. */
export function makeDialect16(): Dialect {
  return {
    subprotocol: 'ocpp1.6',
    malformedCode: 'FormationViolation',
    makeStation: (options) =>
      new StationRuntime(options, {
        own: {
          configuration: new Configuration(options.character.configuration, options.supply.phases),
        },
        makeVoice: makeVoice16,
      }),
  };
}

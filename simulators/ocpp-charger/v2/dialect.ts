import type { Dialect } from '../dialect.ts';
import type { StationOptions } from '../station/station-options.ts';
import { StationRuntime } from '../station/station-runtime.ts';
import { CALLS_201 } from './calls/all-calls.ts';
import { DeviceModel } from './device-model.ts';
import { loadSchemas, type MessageSchemas } from './message-schemas.ts';
import type { Memory } from './station.ts';
import { stationVariables } from './variables.ts';
import { makeVoice2 } from './voice.ts';

/** OCPP-J 2.0.1. */
export function makeDialect201(): Dialect {
  const schemas = loadSchemas('2.0.1');
  return {
    subprotocol: 'ocpp2.0.1',
    malformedCode: 'RpcFrameworkError',
    makeStation: (options) => makeStation(options, schemas),
  };
}

function makeStation(options: StationOptions, schemas: MessageSchemas): StationRuntime {
  const { id, character, supply } = options;
  const variables = stationVariables({
    id,
    version: '2.0.1',
    character,
    supply,
    securityProfile: 1,
  });
  const own = {
    version: '2.0.1',
    schemas,
    model: new DeviceModel(variables),
    memory: freshMemory(),
  } as const;
  return new StationRuntime(options, {
    own,
    makeVoice: (station) => makeVoice2(station, CALLS_201),
  });
}

function freshMemory(): Memory {
  return {
    transaction: undefined,
    grant: undefined,
    wasPluggedFirst: false,
    statusTold: undefined,
    resetsWhenIdle: false,
  };
}

import type { Dialect } from '../dialect.ts';
import type { InboundCall } from '../rpc/inbound-call.ts';
import type { StationOptions } from '../station/station-options.ts';
import { StationRuntime } from '../station/station-runtime.ts';
import { CALLS_201 } from './calls/all-calls.ts';
import { DeviceModel } from './device-model.ts';
import { loadSchemas, type MessageSchemas, type Version2 } from './message-schemas.ts';
import type { Memory, Station2 } from './station.ts';
import { stationVariables } from './variables.ts';
import { makeVoice2 } from './voice.ts';

/** OCPP-J 2.0.1. */
export function makeDialect201(): Dialect {
  return makeDialect2('2.0.1', CALLS_201);
}

/** A version that lives as 2.0.1 does, with calls of its own. */
export function makeDialect2(version: Version2, calls: CallTable): Dialect {
  const schemas = loadSchemas(version);
  return {
    subprotocol: `ocpp${version}`,
    malformedCode: 'RpcFrameworkError',
    makeStation: (options) => makeStation(options, { version, schemas, calls }),
  };
}

type CallTable = ReadonlyMap<string, InboundCall<Station2>>;
type VersionFacts = {
  readonly version: Version2;
  readonly schemas: MessageSchemas;
  readonly calls: CallTable;
};

function makeStation(options: StationOptions, facts: VersionFacts): StationRuntime {
  const { id, character, keyring, supply } = options;
  const { version, schemas, calls } = facts;
  const variables = stationVariables({
    id,
    version,
    character,
    supply,
    securityProfile: keyring.securityProfile,
  });
  const own = {
    version,
    schemas,
    model: new DeviceModel(variables),
    memory: freshMemory(),
  } as const;
  return new StationRuntime(options, {
    own,
    makeVoice: (station) => makeVoice2(station, calls),
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

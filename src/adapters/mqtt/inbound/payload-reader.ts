import { schemaOf } from '../schemas/catalogue.ts';
import { makeSchemaChecks } from '../schemas/validator.ts';
import type { DeviceTopic } from '../topics.ts';
import { readJson } from './read-json.ts';

/** A payload that keeps to its schema, or the word under which the fault is counted. */
export type PayloadReading =
  | { readonly kind: 'read'; readonly value: unknown }
  | {
      readonly kind: 'fault';
      readonly reason: 'not_json' | 'too_deep' | 'not_finite' | 'unknown_name' | 'schema';
      readonly detail: string;
    };

/** Reads payloads from devices; the value of a `read` one has the type of its topic's schema. */
export type PayloadReader = (topic: DeviceTopic, payload: Uint8Array) => PayloadReading;

/** Returns the reader; it compiles a schema at the first payload that needs it. */
export function makePayloadReader(): PayloadReader {
  const checkOf = makeSchemaChecks();
  return (topic, payload) => {
    const schema = schemaOf(topic);
    if (!schema) return { kind: 'fault', reason: 'unknown_name', detail: topic.kind };
    const json = readJson(payload);
    if (json.kind === 'fault') return { ...json, detail: topic.kind };
    const validate = checkOf(schema);
    if (validate(json.value)) return json;
    const [first] = validate.errors ?? [];
    const detail = `${topic.kind}${first?.instancePath ?? ''} ${first?.message ?? ''}`;
    return { kind: 'fault', reason: 'schema', detail };
  };
}

import { inboundSchemas, schemaOf } from '../schemas/catalogue.ts';
import { compileAll, makeValidator } from '../schemas/validator.ts';
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

/** Compiles the schemas (once, at start) and returns the reader. */
export function makePayloadReader(): PayloadReader {
  const validators = compileAll(makeValidator(), inboundSchemas);
  return (topic, payload) => {
    const schema = schemaOf(topic);
    const validate = schema && validators.get(schema);
    if (!validate) return { kind: 'fault', reason: 'unknown_name', detail: topic.kind };
    const json = readJson(payload);
    if (json.kind === 'fault') return { ...json, detail: topic.kind };
    if (validate(json.value)) return json;
    const [first] = validate.errors ?? [];
    const detail = `${topic.kind}${first?.instancePath ?? ''} ${first?.message ?? ''}`;
    return { kind: 'fault', reason: 'schema', detail };
  };
}

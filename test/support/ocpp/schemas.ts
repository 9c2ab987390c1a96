import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const versions = {
  '2.0.1': { file: 'ocpp2_0_1', request: '.req', response: '.conf' },
  '2.1': { file: 'ocpp2_1', request: 'Request', response: 'Response' },
} as const;

/** A version of OCPP whose schemas are at hand. */
export type SchemaVersion = keyof typeof versions;

/**
 * The JSON schemas of one version, read from the files of the Open Charge Alliance without any of
 * our own code. Gives what is wrong with a payload as text; an empty text = valid.
 */
export function makeSchemaCheck(version: SchemaVersion) {
  const { file, ...suffixes } = versions[version];
  const path = createRequire(import.meta.url).resolve(`ocpp-rpc/lib/schemas/${file}.json`);
  const schemas = JSON.parse(readFileSync(path, 'utf8')) as { $id: string }[];
  const ajv = new Ajv({ strict: false });
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  return (action: string, half: 'request' | 'response', payload: unknown): string => {
    const schema = schemas.find(({ $id }) => $id === `urn:${action}${suffixes[half]}`);
    if (!schema) return `${version} has no ${half} of ${action}`;
    // References inside a schema are its own; its name is no URN that Ajv could resolve.
    const { $id: _name, ...unnamed } = schema;
    const validate = ajv.compile(unnamed);
    return validate(payload) ? '' : ajv.errorsText(validate.errors);
  };
}

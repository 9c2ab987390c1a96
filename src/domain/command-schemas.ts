import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Command, commandSpecs } from './command.ts';
import type { InputFault } from './commands/spec.ts';

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
const validators = new Map(
  Object.values(commandSpecs).map((spec) => [spec.kind, ajv.compile(spec.schema)]),
);

/** Checks a command's parameters against its kind's JSON Schema; empty = valid. */
export function toSchemaFaults(command: Command): readonly InputFault[] {
  const validate = validators.get(command.kind);
  if (!validate || validate(command.params)) return [];
  return (validate.errors ?? []).map((error) => ({
    code: 'invalid_parameters',
    path: error.instancePath.split('/').filter((part) => part !== ''),
    message: error.message ?? 'is not valid',
  }));
}

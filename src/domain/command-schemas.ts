import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Command, commandSpecs } from './command.ts';
import type { InputFault } from './commands/spec.ts';

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  // Hands out the part of the schema that is broken, where the allowed range stands.
  verbose: true,
  // A unit test holds every schema against the meta-schema: docs/adr/0007-schemas-on-first-use.md.
  meta: false,
  validateSchema: false,
});
addFormats.default(ajv);

/**
 * Checks a command's parameters against its kind's JSON Schema; empty = valid. The first command
 * of a kind waits a few ms: Ajv compiles a schema then, and keeps it.
 */
export function toSchemaFaults(command: Command): readonly InputFault[] {
  const validate = ajv.compile(commandSpecs[command.kind].schema);
  if (validate(command.params)) return [];
  return (validate.errors ?? []).filter(isTelling).map((error) => ({
    code: 'invalid_parameters',
    path: toPath(error),
    message: toSentence(error),
  }));
}

/**
 * The members of a union complain one by one. One of fixed words says it best by itself; of others,
 * what was not left out is told by the member that says what it may be.
 */
function isTelling({ keyword, schema, parentSchema }: ErrorObject): boolean {
  if (keyword !== 'anyOf') return keyword !== 'const' && !(keyword === 'type' && schema === 'null');
  const members: unknown = parentSchema?.['anyOf'];
  return Array.isArray(members) && members.some((member: object) => 'const' in member);
}

function toPath({ instancePath, params }: ErrorObject): readonly string[] {
  const path = instancePath.split('/').filter((part) => part !== '');
  const missing: unknown = params['missingProperty'] ?? params['additionalProperty'];
  return typeof missing === 'string' ? [...path, missing] : path;
}

/** What is allowed, in words for a person who has never seen the schema. */
function toSentence({ keyword, data, parentSchema, message }: ErrorObject): string {
  const schema = parentSchema ?? {};
  const given = (JSON.stringify(data) ?? 'nothing').slice(0, 80);
  switch (keyword) {
    case 'minimum':
    case 'maximum':
    case 'type':
      return `${given} is not allowed; it must be ${toKind(schema)}`;
    case 'minLength':
    case 'maxLength':
      return `it must have ${schema['minLength'] ?? 0} to ${schema['maxLength']} characters`;
    case 'minItems':
    case 'maxItems':
      return `it must have ${schema['minItems'] ?? 0} to ${schema['maxItems']} items`;
    case 'pattern':
      return `${given} is not allowed; it must be ${schema['description'] ?? 'of another form'}`;
    case 'format':
      return `${given} is not allowed; it must be a date and time with an offset, in ISO 8601`;
    case 'anyOf':
      return `${given} is not allowed; it must be one of ${toMembers(schema['anyOf'])}`;
    case 'required':
      return 'it is required';
    case 'additionalProperties':
      return 'the command takes no such parameter';
    default:
      return message ?? 'it is not valid';
  }
}

function toKind(schema: Readonly<Record<string, unknown>>): string {
  const { type, minimum, maximum } = schema;
  const names: Readonly<Record<string, string>> = { integer: 'a whole number', number: 'a number' };
  const name = names[String(type)];
  if (name === undefined) return type === 'string' ? 'text' : `of type ${type}`;
  return minimum === undefined ? name : `${name} from ${minimum} to ${maximum}`;
}

function toMembers(members: unknown): string {
  const list = (Array.isArray(members) ? members : []) as readonly { const?: unknown }[];
  return list.map((member) => String(member.const)).join(', ');
}

import { createRequire } from 'node:module';
import { Ajv, type AnySchemaObject, type ValidateFunction } from 'ajv';

/** Which half of an exchange a schema is for. */
export type Half = 'request' | 'response';

/** Gives the check of one message of one version; `null` = the version has no such message. */
export type MessageSchemas = (
  subprotocol: string,
  action: string,
  half: Half,
) => ValidateFunction | null;

/** The subprotocols whose schemas are there. */
export type Subprotocol = 'ocpp1.6' | 'ocpp2.0.1' | 'ocpp2.1';

const files: Readonly<Record<Subprotocol, string>> = {
  'ocpp1.6': 'ocpp-rpc/lib/schemas/ocpp1_6.json',
  'ocpp2.0.1': 'ocpp-rpc/lib/schemas/ocpp2_0_1.json',
  'ocpp2.1': 'ocpp-rpc/lib/schemas/ocpp2_1.json',
};

/** `urn:Reset.req` (1.6, 2.0.1), `urn:ResetRequest` (2.1): the library looks up the first only. */
const name = /^urn:(.+?)(\.req|\.conf|Request|Response)?$/;
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * The Open Charge Alliance's schemas as ocpp-rpc brings them. A version is read, and a message
 * compiled, when it is first asked for; a unit test holds all of them against the meta-schema
 * (docs/adr/0007-schemas-on-first-use.md).
 */
export function makeMessageSchemas(): MessageSchemas {
  const versions = new Map<string, (key: string) => ValidateFunction | null>();
  return (subprotocol, action, half) => {
    if (!isKnown(subprotocol)) return null;
    let version = versions.get(subprotocol);
    if (!version) {
      version = openVersion(readSchemas(subprotocol));
      versions.set(subprotocol, version);
    }
    return version(toKey(action, half));
  };
}

/** The schemas of one version, as the files hold them. */
export function readSchemas(subprotocol: Subprotocol): readonly AnySchemaObject[] {
  // ocpp-rpc itself requires these files: so they are parsed once, not twice.
  return createRequire(import.meta.url)(files[subprotocol]) as AnySchemaObject[];
}

/** The action and half that a schema is for; that of a message without an answer is a request. */
export function parseSchemaId(id: string): { action: string; half: Half } {
  const [, action = id, suffix] = name.exec(id) ?? [];
  return { action, half: suffix === '.conf' || suffix === 'Response' ? 'response' : 'request' };
}

function openVersion(schemas: readonly AnySchemaObject[]) {
  const ajv = new Ajv({
    // The schemas carry names of Java classes, and `additionalItems` without a tuple.
    strict: false,
    meta: false,
    validateSchema: false,
    // Its optimiser takes as long as all the rest, on the event loop, and saves 0.1 us a message.
    code: { optimize: false },
    // A repair needs the value and the rule that it breaks.
    verbose: true,
    // 0.1 is no binary fraction: 16.1 counts as a multiple of it (ocpp1_6.json, `limit`).
    multipleOfPrecision: 6,
  });
  ajv.addFormat('date-time', (text: string) => rfc3339.test(text) && isTime(text));
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  const byKey = new Map(schemas.map(toEntry));
  const compiled = new Map<string, ValidateFunction>();
  return (key: string) => {
    const schema = byKey.get(key);
    if (!schema) return null;
    const known = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, known);
    return known;
  };
}

/** Without its id, which is no well-formed URN (RFC 8141 2); its references are all inside. */
function toEntry({ $id, ...schema }: AnySchemaObject): [string, AnySchemaObject] {
  const { action, half } = parseSchemaId($id as string);
  return [toKey(action, half), schema];
}

function isKnown(subprotocol: string): subprotocol is Subprotocol {
  return Object.hasOwn(files, subprotocol);
}

function isTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

function toKey(action: string, half: Half): string {
  return `${action} ${half}`;
}

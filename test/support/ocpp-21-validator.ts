import { createRequire } from 'node:module';
import { createValidator } from 'ocpp-rpc';

type Definition = { readonly type?: string; readonly additionalProperties?: boolean };
type Schema = {
  readonly $id: string;
  readonly definitions?: Readonly<Record<string, Definition>>;
};

/**
 * The schemas of OCPP 2.1 under the names that ocpp-rpc looks for: its own copy of them has others,
 * so that its strict mode finds none.
 */
export function makeValidator21(): ReturnType<typeof createValidator> {
  // The file is that of the package.
  const schemas = createRequire(import.meta.url)(
    'ocpp-rpc/lib/schemas/ocpp2_1.json',
  ) as readonly Schema[];
  const renamed = schemas.map((schema) => ({
    ...schema,
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
    definitions: Object.fromEntries(Object.entries(schema.definitions ?? {}).map(withoutNoise)),
  }));
  return createValidator('ocpp2.1', renamed);
}

/** An enumeration has no properties to forbid; Ajv complains about it on the console. */
function withoutNoise([name, definition]: [string, Definition]): [string, Definition] {
  if (definition.type === 'object') return [name, definition];
  const { additionalProperties: _said, ...rest } = definition;
  return [name, rest];
}

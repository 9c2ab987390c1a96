import { createRequire } from 'node:module';
import { createValidator } from 'ocpp-rpc';

type Definition = { readonly type?: string; readonly additionalProperties?: boolean };
type Schema = {
  readonly $id: string;
  readonly definitions?: Readonly<Record<string, Definition>>;
};

const files = {
  'ocpp1.6': 'ocpp1_6',
  'ocpp2.0.1': 'ocpp2_0_1',
  'ocpp2.1': 'ocpp2_1',
} as const;

/**
 * What ocpp-rpc's strict mode judges by, made from its own files. A gateway in the same process has
 * left the library's validators out (docs/adr/0007); those of 2.1 get the names that it looks for.
 */
export function makeStrictValidator(
  protocol: keyof typeof files,
): ReturnType<typeof createValidator> {
  // The file is that of the package.
  const schemas = createRequire(import.meta.url)(
    `ocpp-rpc/lib/schemas/${files[protocol]}.json`,
  ) as readonly Schema[];
  return createValidator(protocol, protocol === 'ocpp2.1' ? schemas.map(renamed) : [...schemas]);
}

function renamed(schema: Schema): Schema {
  return {
    ...schema,
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
    definitions: Object.fromEntries(Object.entries(schema.definitions ?? {}).map(withoutNoise)),
  };
}

/** An enumeration has no properties to forbid; Ajv complains about it on the console. */
function withoutNoise([name, definition]: [string, Definition]): [string, Definition] {
  if (definition.type === 'object') return [name, definition];
  const { additionalProperties: _said, ...rest } = definition;
  return [name, rest];
}

import { createRequire } from 'node:module';
import { createValidator } from 'ocpp-rpc';

type Schema = { readonly $id: string };

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
  }));
  return createValidator('ocpp2.1', renamed);
}

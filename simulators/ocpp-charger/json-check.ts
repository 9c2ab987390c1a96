import { Ajv, type ValidateFunction } from 'ajv';

/** A check that is compiled on first use, so that importing a module does no work. */
export type JsonCheck<T> = (value: unknown) => CheckResult<T>;

/** Either the value, typed, or what is wrong with it first. */
export type CheckResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly keyword: string; readonly message: string };

/**
 * Makes the check of one JSON Schema; `T` must say what the schema says. A schema of others may
 * hold keywords that say nothing, which in our own would be a mistake.
 */
export function makeJsonCheck<T>(schema: object, origin: 'ours' | 'others' = 'ours'): JsonCheck<T> {
  let compiled: ValidateFunction<T> | undefined;
  return (value) => {
    compiled ??= compile<T>(schema, origin);
    if (compiled(value)) return { ok: true, value };
    const fault = compiled.errors?.[0];
    const path = fault?.instancePath === '' ? 'payload' : fault?.instancePath;
    return {
      ok: false,
      keyword: fault?.keyword ?? 'type',
      message: `${path ?? 'payload'} ${fault?.message ?? 'is not valid'}`,
    };
  };
}

function compile<T>(schema: object, origin: 'ours' | 'others'): ValidateFunction<T> {
  const ajv = new Ajv(origin === 'ours' ? { strictTuples: false } : { strict: false });
  ajv.addFormat('date-time', { validate: (text: string) => !Number.isNaN(Date.parse(text)) });
  return ajv.compile<T>(schema);
}

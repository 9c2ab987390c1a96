import type { ErrorObject } from 'ajv';

/** One thing that is wrong with one variable. */
export interface ConfigFault {
  readonly variable: string;
  /** What was found, without the value of a secret. */
  readonly problem: string;
  readonly allowed: string;
}

/** Everything that is wrong with the configuration, at once; the process exits 78. */
export class ConfigError extends Error {
  readonly exitCode = 78;
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(`${faults.length} configuration ${faults.length === 1 ? 'fault' : 'faults'}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const SECRET_NAMES = /SECRET|TOKEN|API_KEY|REDIS_URL/;

/** Turns what the schema found into one fault for each variable. */
export function toFaults(
  errors: readonly ErrorObject[],
  found: Readonly<Record<string, unknown>>,
  allowedOf: (variable: string) => string,
): ConfigFault[] {
  const variables = new Set(errors.map((error) => error.instancePath.slice(1)));
  return [...variables].map((variable) => ({
    variable,
    problem: SECRET_NAMES.test(variable)
      ? 'the value is not of the right form'
      : `${JSON.stringify(found[variable])} is not of the right form`,
    allowed: allowedOf(variable),
  }));
}

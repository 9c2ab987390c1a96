import { invalidInput } from '../errors/api-error.ts';
import type { ApiErrorCode } from '../errors/registry.ts';

/**
 * The `input` argument of mutations whose schema lets it be absent, as the public API does.
 * @throws ApiError with the mutation's own code for bad input.
 */
export function requireInput<T>(input: T | null | undefined, code: ApiErrorCode = 'KT-CT-4321'): T {
  if (input !== null && input !== undefined) return input;
  throw invalidInput(code, { message: 'the input is required', inputPath: ['input'] });
}

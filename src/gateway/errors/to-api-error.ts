import type { InputFault } from '../../domain/commands/spec.ts';
import { type ErrorCode, GatewayError } from '../../domain/errors.ts';
import { ApiError, type ApiErrorDetails, type ValidationError } from './api-error.ts';
import type { ApiErrorCode } from './registry.ts';

/** How one mutation says what the domain refused. */
export type ErrorWords = {
  /** Its own code for a domain error; the common one otherwise. */
  readonly codes?: Readonly<Partial<Record<ErrorCode, ApiErrorCode>>>;
  /** Another code for one reason of a refusal, for example a faulted charger. */
  readonly codesOfReasons?: Readonly<Record<string, ApiErrorCode>>;
  /** The Kraken words for reasons of a refused boost. */
  readonly boostReasons?: Readonly<Record<string, string>>;
  /** The Kraken words for reasons of a refused test charge. */
  readonly testReasons?: Readonly<Record<string, string>>;
  /** Where each command parameter stands in the GraphQL input. */
  readonly inputPaths?: Readonly<Record<string, readonly string[]>>;
  /** Names inside a parameter that the input spells otherwise, for example of a schedule's slot. */
  readonly innerNames?: Readonly<Record<string, string>>;
  /** For a mutation that takes a list: where its items stand, one for each command. */
  readonly listPath?: readonly string[];
};

const commonCodes: Readonly<Record<ErrorCode, ApiErrorCode>> = {
  not_permitted: 'KT-CT-1111',
  device_not_found: 'KT-CT-4301',
  transaction_not_found: 'transaction_not_found',
  invalid_parameters: 'KT-CT-4321',
  idempotency_conflict: 'idempotency_conflict',
  too_late: 'too_late',
  already_registered: 'KT-CT-4324',
  unsupported: 'unsupported',
  refused: 'refused',
  device_queue_full: 'device_queue_full',
  unavailable: 'unavailable',
  invariant_broken: 'internal',
};

/** Runs a use case and says its errors in a mutation's own words. */
export async function inWordsOf<T>(words: ErrorWords, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof GatewayError ? toApiError(error, words) : error;
  }
}

/** A domain error as clients of one mutation see it. */
export function toApiError(error: GatewayError, words: ErrorWords = {}): ApiError {
  const reason = error.context.reason?.code ?? '';
  const ofReason = error.code === 'refused' ? words.codesOfReasons?.[reason] : undefined;
  const code = ofReason ?? words.codes?.[error.code] ?? commonCodes[error.code];
  return new ApiError(code, toDetails(error, words, code), error);
}

function toDetails(error: GatewayError, words: ErrorWords, code: ApiErrorCode): ApiErrorDetails {
  const { faults, transactionId, reason } = error.context;
  const testReason = code === 'KT-CT-4355' && reason && words.testReasons?.[reason.code];
  const boostReason = code === 'KT-CT-4357' && reason && words.boostReasons?.[reason.code];
  return {
    ...(faults && { validationErrors: faults.map((fault) => toValidationError(fault, words)) }),
    ...(transactionId !== undefined && { transactionId }),
    ...(boostReason && { boostChargeRefusalReasons: [boostReason] }),
    ...(testReason && { testChargeRefusalReasons: [testReason] }),
    ...(reason && {
      reason: {
        code: reason.code,
        detail: reason.detail,
        ...(reason.limit !== undefined && { limit: reason.limit }),
        ...(reason.actual !== undefined && { actual: reason.actual }),
        ...(reason.earliestAtMs !== undefined && {
          earliestAt: new Date(reason.earliestAtMs).toISOString(),
        }),
      },
    }),
  };
}

/** A fault with its path in GraphQL names. */
function toValidationError(fault: InputFault, words: ErrorWords): ValidationError {
  const { path, message, code, index = 0 } = fault;
  const [first, ...rest] = path;
  const place = first === undefined ? undefined : words.inputPaths?.[first];
  const renamed = rest.map((name) => words.innerNames?.[name] ?? name);
  const inputPath = place ? [...place, ...renamed] : path;
  const list = words.listPath ? [...words.listPath, String(index)] : [];
  return { message, inputPath: [...list, ...inputPath], code };
}

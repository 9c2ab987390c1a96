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
  /**
   * For a mutation whose input is shaped otherwise than its commands: where a parameter stands in
   * it; `null` = as the words above say it. Faults that are then the same are told once.
   */
  readonly toInputPath?: (path: readonly string[]) => readonly string[] | null;
};

const commonCodes: Readonly<Record<ErrorCode, ApiErrorCode>> = {
  not_permitted: 'KT-CT-1111',
  device_not_found: 'KT-CT-4301',
  transaction_not_found: 'transaction_not_found',
  invalid_parameters: 'KT-CT-4321',
  idempotency_conflict: 'idempotency_conflict',
  too_late: 'too_late',
  already_registered: 'KT-CT-4324',
  registration_open: 'KT-CT-4335',
  no_adapter: 'KT-CT-4314',
  not_in_catalogue: 'KT-CT-4363',
  ambiguous_device: 'KT-CT-4364',
  unusable_secret: 'KT-CT-4321',
  no_credentials: 'KT-CT-4352',
  device_retired: 'KT-CT-4350',
  wizard_not_found: 'KT-CT-4371',
  wizard_changed: 'KT-CT-4372',
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
    ...(faults && { validationErrors: toValidationErrors(faults, words) }),
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

/** One input may stand for several parameters: a weekday's for five days. */
function toValidationErrors(
  faults: readonly InputFault[],
  words: ErrorWords,
): readonly ValidationError[] {
  const errors = faults.map((fault) => toValidationError(fault, words));
  const texts = errors.map((error) => JSON.stringify(error));
  return errors.filter((_error, index) => texts.indexOf(texts[index] as string) === index);
}

/** A fault with its path in GraphQL names. */
function toValidationError(fault: InputFault, words: ErrorWords): ValidationError {
  const { path, message, code, index = 0 } = fault;
  const ownPath = words.toInputPath?.(path);
  if (ownPath) return { message, inputPath: ownPath, code };
  const [first, ...rest] = path;
  const place = first === undefined ? undefined : words.inputPaths?.[first];
  const renamed = rest.map((name) => words.innerNames?.[name] ?? name);
  const inputPath = place ? [...place, ...renamed] : path;
  const list = words.listPath ? [...words.listPath, String(index)] : [];
  return { message, inputPath: [...list, ...inputPath], code };
}

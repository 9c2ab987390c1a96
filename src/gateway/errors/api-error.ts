import { type ApiErrorCode, errorRegistry } from './registry.ts';

/** One input that is not allowed, with its path in GraphQL names. */
export type ValidationError = {
  readonly message: string;
  readonly inputPath: readonly string[];
  readonly code?: string;
};

/** What some codes carry besides their fixed texts. */
export type ApiErrorDetails = {
  readonly validationErrors?: readonly ValidationError[];
  readonly boostChargeRefusalReasons?: readonly string[];
  readonly testChargeRefusalReasons?: readonly string[];
  /** The stored REFUSED transaction. */
  readonly transactionId?: string;
  /** Why the device's state or safety refused. */
  readonly reason?: {
    readonly code: string;
    readonly detail: string | null;
    readonly limit?: number;
    readonly actual?: number;
    readonly earliestAt?: string;
  };
  /** For `internal`: finds the log line. */
  readonly logId?: string;
  /** For `rate_limited`, not shown. */
  readonly retryAfterMs?: number;
};

/** A business error as clients see it: thrown by resolvers, rendered by the error formatter. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** What is sent with the message; graphql copies it wherever it wraps this error. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** For `rate_limited`: milliseconds to wait; becomes the Retry-After header. */
  readonly retryAfterMs: number | null;

  constructor(code: ApiErrorCode, details: ApiErrorDetails = {}, cause?: unknown) {
    const { errorType, message, description } = errorRegistry[code];
    const { retryAfterMs, ...shown } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.code = code;
    this.retryAfterMs = retryAfterMs ?? null;
    this.extensions = {
      errorType,
      errorClass: errorType,
      errorCode: code,
      errorDescription: description,
      ...shown,
    };
  }
}

/** Shorthand for one or more inputs that are not allowed. */
export function invalidInput(
  code: ApiErrorCode,
  ...validationErrors: readonly ValidationError[]
): ApiError {
  return new ApiError(code, { validationErrors });
}

/** The error families of the Kraken API; they tell a client who must act. */
export type ErrorType =
  | 'AUTHORIZATION'
  | 'NOT_FOUND'
  | 'VALIDATION'
  | 'APPLICATION'
  | 'SERVICE_AVAILABILITY';

/** What is sent for a code: fixed texts, so that clients may compare them. */
export type RegistryEntry = {
  readonly errorType: ErrorType;
  readonly message: string;
  readonly description: string;
  /** For `docs/errors.md`: when it arises and what to do about it. */
  readonly meaning: string;
};

/** What is said where nothing internal may be told. */
export const tryAgain = 'An internal error occurred. Please try again later.';

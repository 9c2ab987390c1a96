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

const tryAgain = 'An internal error occurred. Please try again later.';

/** Codes of the Kraken API that this gateway can answer. */
const krakenEntries = {
  'KT-CT-1111': {
    errorType: 'AUTHORIZATION',
    message: 'Unauthorized.',
    description: 'The viewer is not authorized to do this.',
    meaning: 'The credential does not hold the account, or its role may not do this.',
  },
  'KT-CT-1112': {
    errorType: 'AUTHORIZATION',
    message: "'Authorization' header not provided.",
    description: 'You must provide the AUTHORIZATION header while executing the query/mutation.',
    meaning: 'Send a token from `obtainKrakenToken` in the Authorization header.',
  },
  'KT-CT-1124': {
    errorType: 'AUTHORIZATION',
    message: 'Signature of the JWT has expired.',
    description: 'The token has expired. Obtain a new one.',
    meaning: 'The token is over an hour old: use the refresh token or the API key again.',
  },
  'KT-CT-1134': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Provide exactly one way to sign in.',
    meaning:
      '`obtainKrakenToken` needs either an API key or a refresh token, and only one of them.',
  },
  'KT-CT-1135': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'The API key or the refresh token is not valid.',
    meaning:
      'The API key is wrong or revoked, or the refresh token is unknown, expired or invalidated.',
  },
  'KT-CT-1138': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Please make sure the credentials are correct.',
    meaning: 'The gateway knows no e-mail, password, organisation or pre-signed sign-in.',
  },
  'KT-CT-1139': {
    errorType: 'AUTHORIZATION',
    message: 'Authentication failed.',
    description: 'The token is malformed, forged or no longer valid. Obtain a new one.',
    meaning: 'The token cannot be trusted, was invalidated, or its API key was revoked.',
  },
  'KT-CT-4301': {
    errorType: 'NOT_FOUND',
    message: 'Unable to find device for given account.',
    description:
      'We were unable to find a device for the given account. ' +
      'Please check that the account number (and property ID) is correct.',
    meaning: 'No such device, or one of another account: both get the same answer.',
  },
  'KT-CT-4305': {
    errorType: 'SERVICE_AVAILABILITY',
    message: 'Unable to fetch heating controller configuration.',
    description: 'The heating controller has not described itself yet. Please try again later.',
    meaning: 'The controller is registered but has never connected.',
  },
  'KT-CT-4306': {
    errorType: 'APPLICATION',
    message: 'Error setting mode for heat pump controller zone.',
    description: 'Unable to set mode for heating controller zone.',
    meaning: 'The zone mode was refused; `reason` says why.',
  },
  'KT-CT-4310': {
    errorType: 'APPLICATION',
    message: 'Unable to register OCPP authentication details.',
    description: 'The OCPP authentication details are not valid or belong to another device.',
    meaning: '`details` must be JSON with an unused `identity` and a `password` of 16 characters.',
  },
  'KT-CT-4312': {
    errorType: 'APPLICATION',
    message: 'Unable to register device.',
    description: 'Devices of this type and provider cannot be registered here.',
    meaning: 'No device class of the gateway answers to this device type and provider.',
  },
  'KT-CT-4321': {
    errorType: 'VALIDATION',
    message: 'Serializer validation error.',
    description: 'Serializer validation error.',
    meaning: '`validationErrors` names each input and what it allows.',
  },
  'KT-CT-4324': {
    errorType: 'APPLICATION',
    message: 'Device already registered error.',
    description: 'Another device registration is already in progress.',
    meaning: 'The identity belongs to a registered device, perhaps of another account.',
  },
  'KT-CT-4333': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Set zone mode setting data is invalid.',
    meaning: '`validationErrors` names each input and what the zone allows.',
  },
  'KT-CT-4353': {
    errorType: 'APPLICATION',
    message: 'An error occurred while trying to update your charging preferences.',
    description: tryAgain,
    meaning: 'The battery did not get the preferences; `reason` says why.',
  },
  'KT-CT-4354': {
    errorType: 'APPLICATION',
    message: 'Unable to cancel boost charge.',
    description: tryAgain,
    meaning: 'The end of the boost was refused; `reason` says why.',
  },
  'KT-CT-4356': {
    errorType: 'APPLICATION',
    message: 'A boost charge cannot currently be performed.',
    description: tryAgain,
    meaning: 'The charger reports a fault, cannot boost, or has too many commands waiting.',
  },
  'KT-CT-4357': {
    errorType: 'APPLICATION',
    message: 'Unable to trigger boost charge.',
    description: tryAgain,
    meaning: '`boostChargeRefusalReasons` says what has to change first.',
  },
} as const satisfies Record<string, RegistryEntry>;

/** Our own words, where the Kraken API has no code. */
const ownEntries = {
  device_queue_full: {
    errorType: 'APPLICATION',
    message: 'Too many commands are waiting for this device.',
    description: 'Wait until some of them have ended, or cancel them.',
    meaning: 'The mailbox of the device is full (50 by default).',
  },
  idempotency_conflict: {
    errorType: 'VALIDATION',
    message: 'The idempotency key was used for another request.',
    description: 'Use a new Idempotency-Key for another request.',
    meaning: 'A key of the last 24 hours came again with another mutation or input.',
  },
  internal: {
    errorType: 'APPLICATION',
    message: tryAgain,
    description: 'An unexpected error. Quote `logId` to the operator of the gateway.',
    meaning: 'A bug, or an unexpected failure: the log line with this `logId` tells more.',
  },
  rate_limited: {
    errorType: 'APPLICATION',
    message: 'Too many requests.',
    description: 'Wait for the number of seconds in the Retry-After header.',
    meaning: 'HTTP 429: too many mutations this hour, or too many wrong credentials.',
  },
  refused: {
    errorType: 'APPLICATION',
    message: 'The command was refused.',
    description: 'The state of the device or its safety limits do not allow it now.',
    meaning: '`reason` says why, with the limit and the earliest time where there is one.',
  },
  too_late: {
    errorType: 'VALIDATION',
    message: 'It is too late to cancel this transaction.',
    description: 'Only a transaction that was not sent yet can be cancelled.',
    meaning: 'The command is on its way, or has ended.',
  },
  transaction_not_found: {
    errorType: 'NOT_FOUND',
    message: 'Unable to find this transaction.',
    description: 'There is no such transaction in the accounts of this credential.',
    meaning: 'No such transaction, or one of another account: both get the same answer.',
  },
  api_key_not_found: {
    errorType: 'NOT_FOUND',
    message: 'Unable to find this API key.',
    description: 'There is no API key with this id.',
    meaning: 'List them with `apiKeys`.',
  },
  unavailable: {
    errorType: 'SERVICE_AVAILABILITY',
    message: 'The service is temporarily unavailable.',
    description: 'Nothing was lost. Repeat the request with the same Idempotency-Key.',
    meaning: 'The store did not answer in time; `/health/ready` says more.',
  },
  unsupported: {
    errorType: 'APPLICATION',
    message: 'The device does not support this command.',
    description: 'The device did not announce this ability when it connected.',
    meaning: 'Another device, or newer firmware, is needed.',
  },
} as const satisfies Record<string, RegistryEntry>;

/** Every code that a client may see in `errorCode`; `docs/errors.md` is kept in step by a test. */
export const errorRegistry = { ...krakenEntries, ...ownEntries } as const;

/** A code of the registry. */
export type ApiErrorCode = keyof typeof errorRegistry;

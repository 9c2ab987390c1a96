import { type RegistryEntry, tryAgain } from './registry-entry.ts';

/** Our own words, where the Kraken API has no code. */
export const ownCodes = {
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

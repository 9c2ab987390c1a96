import { krakenCodes } from './kraken-codes.ts';
import { ownCodes } from './own-codes.ts';
import { vehicleCodes } from './vehicle-codes.ts';

/** Every code that a client may see in `errorCode`; `docs/errors.md` is kept in step by a test. */
export const errorRegistry = { ...krakenCodes, ...vehicleCodes, ...ownCodes } as const;

/** A code of the registry. */
export type ApiErrorCode = keyof typeof errorRegistry;

import type { ErrorObject } from 'ajv';
import type { CallErrorCode } from '../call-error.ts';

/** What is wrong with a payload: the word for a CALLERROR, and where; empty path = the whole. */
export type Fault = { readonly code: CallErrorCode; readonly path: string };

const EXTRA_NAME_CHARS_MAX = 50;

/**
 * The first thing that Ajv found, in words of the version (OCPP-J 1.6 4.2.3 with its two misspelt
 * words, which its errata keep; OCPP-J 2.0.1 4.3). Only a path leaves: nothing of the validator.
 */
export function toFault(error: ErrorObject, subprotocol: string): Fault {
  return { code: toCode(error, subprotocol === 'ocpp1.6'), path: toPath(error) };
}

/** One sentence for the charger's log. */
export function describeFault({ path }: Fault): string {
  return path === '' ? 'the payload breaks its schema' : `the payload breaks its schema at ${path}`;
}

function toCode({ keyword, instancePath }: ErrorObject, is16: boolean): CallErrorCode {
  switch (keyword) {
    case 'type':
      if (instancePath !== '') return 'TypeConstraintViolation';
      return is16 ? 'FormationViolation' : 'FormatViolation';
    case 'additionalProperties':
      return is16 ? 'FormationViolation' : 'FormatViolation';
    case 'required':
    case 'minItems':
    case 'maxItems':
      return is16 ? 'OccurenceConstraintViolation' : 'OccurrenceConstraintViolation';
    default:
      return 'PropertyConstraintViolation';
  }
}

function toPath({ instancePath, keyword, params }: ErrorObject): string {
  const parts = instancePath.split('/').slice(1);
  if (keyword === 'required') parts.push(String(params['missingProperty']));
  // The one name here that the charger chose itself.
  if (keyword === 'additionalProperties') {
    const extra = String(params['additionalProperty']).replaceAll(/[^\x20-\x7e]/g, '?');
    parts.push(extra.slice(0, EXTRA_NAME_CHARS_MAX));
  }
  return parts.join('/');
}

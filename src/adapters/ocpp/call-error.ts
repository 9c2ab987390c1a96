/** Words of a CALLERROR (OCPP-J 1.6 4.2.3, OCPP-J 2.0.1 4.3); 1.6 has two misspelt ones. */
export type CallErrorCode =
  | 'NotImplemented'
  | 'InternalError'
  | 'GenericError'
  | 'SecurityError'
  | 'FormationViolation'
  | 'FormatViolation'
  | 'PropertyConstraintViolation'
  | 'OccurenceConstraintViolation'
  | 'OccurrenceConstraintViolation'
  | 'TypeConstraintViolation';

/** An error that is answered as CALLERROR; the library reads these fields. */
export class CallError extends Error {
  readonly rpcErrorCode: CallErrorCode;
  readonly details = {};

  constructor(rpcErrorCode: CallErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'CallError';
    this.rpcErrorCode = rpcErrorCode;
  }
}

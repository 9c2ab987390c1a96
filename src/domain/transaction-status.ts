/** The states of lifecycle.md. PARKED is not one: it is QUEUED seen while the device is offline. */
export type TransactionStatus =
  | 'QUEUED'
  | 'SENT'
  | 'ACKNOWLEDGED'
  | 'UNCONFIRMED'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'SUPERSEDED'
  | 'CANCELLED'
  | 'LOST'
  | 'REFUSED';

/** States that nothing leaves; later evidence is added to the timeline and changes nothing. */
export const terminalStatuses: ReadonlySet<TransactionStatus> = new Set([
  'SUCCEEDED',
  'FAILED',
  'REJECTED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'LOST',
  'REFUSED',
]);

/** True when the transaction has ended. */
export function isTerminal(status: TransactionStatus): boolean {
  return terminalStatuses.has(status);
}

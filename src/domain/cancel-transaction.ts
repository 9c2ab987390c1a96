import { type Caller, mayDo } from './caller.ts';
import { GatewayError } from './errors.ts';
import type { Wake } from './ports/connections.ts';
import { type SettlePorts, settleTransaction } from './settle-transaction.ts';
import type { CancelTransaction } from './submission.ts';
import type { TransactionId } from './transaction.ts';

/** Makes the use case of `cancelDeviceTransaction`: QUEUED yes, later "too late" (rule 9). */
export function makeCancelTransaction(ports: SettlePorts & { wake: Wake }): CancelTransaction {
  return (caller, id) => cancel(ports, caller, id);
}

async function cancel(
  ports: SettlePorts & { wake: Wake },
  caller: Caller,
  id: string,
): Promise<TransactionId> {
  const found = await ports.transactions.find(id as TransactionId);
  if (!found || !mayDo(caller, 'read', found.accountNumber)) throw notFound();
  if (!mayDo(caller, 'cancel', found.accountNumber)) {
    throw new GatewayError('not_permitted', 'this credential may not cancel commands');
  }
  if (found.status === 'CANCELLED') return found.id;
  const settled = await settleTransaction(ports, {
    id: found.id,
    deviceId: found.deviceId,
    eventId: 'cancel',
    toEvent: () => ({ type: 'cancelled', by: caller.subject }),
    who: caller.subject,
  });
  if (!settled) throw notFound();
  if (settled.result.kind !== 'settled' && settled.result.kind !== 'known') {
    const { status } = settled.transaction;
    throw new GatewayError('too_late', `too late to cancel: the transaction is ${status}`, {
      transactionId: found.id,
      status,
    });
  }
  if (settled.result.laneHasNext) ports.wake.wake(found.deviceId);
  return found.id;
}

function notFound(): GatewayError {
  return new GatewayError('transaction_not_found', 'no such transaction');
}

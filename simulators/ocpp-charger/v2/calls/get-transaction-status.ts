import { say } from '../../rpc/inbound-call.ts';
import { makeCall2 } from '../make-call.ts';

type Request = { readonly transactionId?: string };

/** E14: whether messages wait, of one transaction also whether it runs. */
export const getTransactionStatus = makeCall2<Request>({
  action: 'GetTransactionStatus',
  handle({ own, transactions }, { transactionId }) {
    const messagesInQueue = transactions.length > 0;
    if (transactionId === undefined) return say({ messagesInQueue });
    const ongoingIndicator = own.memory.transaction?.transactionId === transactionId;
    return say({ ongoingIndicator, messagesInQueue });
  },
});

import { type Caller, mayDo } from '../../domain/caller.ts';
import { GatewayError } from '../../domain/errors.ts';
import type { TransactionChange } from '../../domain/ports/changes.ts';
import type { Transaction, TransactionId } from '../../domain/transaction.ts';
import { ApiError, invalidInput } from '../errors/api-error.ts';
import { toInternalError } from '../errors/format-errors.ts';
import { toApiError } from '../errors/to-api-error.ts';
import { makeBoundedFeed } from './bounded-feed.ts';
import type { GatewayContext } from './context.ts';
import type {
  SubscriptionDeviceTransactionUpdatedArgs,
  SubscriptionResolvers,
} from './generated.ts';
import { requireRight } from './rights.ts';

type Args = SubscriptionDeviceTransactionUpdatedArgs;

/** Each change of a device's or an account's transactions, in the state it has when it is sent. */
export const deviceTransactionUpdated: SubscriptionResolvers['deviceTransactionUpdated'] = {
  async subscribe(_root, args, context) {
    const caller = await saying(context, async () => {
      const asking = await context.caller();
      await checkScope(context, asking, args);
      return asking;
    });
    const feed = makeBoundedFeed((change: TransactionChange) =>
      saying(context, () => load(context, caller, change)),
    );
    const stop = context.parts.changeFeed.listen((change) => {
      if (isWanted(change, args)) feed.push(change);
    });
    feed.onEnd(stop);
    feed.onEnd(context.holdSubscription(() => void feed.iterable.return?.()));
    return feed.iterable;
  },
};

/** On a subscription nothing formats errors behind us: they leave as what clients may see. */
async function saying<T>(context: GatewayContext, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const isExpected = error instanceof GatewayError && error.code !== 'invariant_broken';
    if (isExpected) throw toApiError(error);
    throw toInternalError(error, context.parts, 'deviceTransactionUpdated');
  }
}

/** Who may read everything may omit both; others name what is theirs. */
async function checkScope(context: GatewayContext, caller: Caller, args: Args): Promise<void> {
  const { deviceId, accountNumber } = args;
  if (accountNumber) await requireRight(context, 'read', accountNumber);
  if (deviceId) await checkDevice(context, caller, deviceId);
  const readsAll = caller.role === 'service' || caller.role === 'operator';
  if (deviceId || accountNumber || readsAll) return;
  const message = 'name a deviceId or an accountNumber';
  throw invalidInput('KT-CT-4321', { message, inputPath: ['accountNumber'] });
}

async function checkDevice(
  context: GatewayContext,
  caller: Caller,
  deviceId: string,
): Promise<void> {
  const state = await context.deviceState(deviceId);
  if (!state || !mayDo(caller, 'read', state.device.accountNumber)) {
    throw new ApiError('KT-CT-4301');
  }
}

function isWanted(change: TransactionChange, { deviceId, accountNumber }: Args): boolean {
  if (deviceId && change.deviceId !== deviceId) return false;
  return !accountNumber || change.accountNumber === accountNumber;
}

/** A token that has expired or was revoked ends its subscriptions too. */
async function load(
  context: GatewayContext,
  caller: Caller,
  change: TransactionChange,
): Promise<{ deviceTransactionUpdated: Transaction } | null> {
  await context.reauthenticate();
  const found = await context.parts.transactions.find(change.transactionId as TransactionId);
  if (!found || !mayDo(caller, 'read', found.accountNumber)) return null;
  return { deviceTransactionUpdated: found };
}

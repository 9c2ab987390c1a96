import type { Caller } from '../../../domain/caller.ts';
import { commandSpecs } from '../../../domain/command.ts';
import type { TransactionFilter, TransactionPage } from '../../../domain/ports/transactions.ts';
import type { TransactionStatus } from '../../../domain/transaction.ts';
import { parseTransactionCursor } from '../../../domain/transaction-cursor.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { QueryDeviceTransactionsArgs, QueryResolvers } from '../generated.ts';
import { readableAccounts, requireRight } from '../rights.ts';

/** The most that one page shows. */
const pageMax = 200;
const emptyPage: TransactionPage = { items: [], hasMore: false, totalCount: 0 };

/** A page of transactions in the order of their last change. */
export const deviceTransactions: QueryResolvers['deviceTransactions'] = async (
  _root,
  args,
  context,
) => {
  const caller = await context.caller();
  const filter = await toFilter(context, caller, args);
  const isReadable = !args.deviceId || (await isOwn(context, filter, args.deviceId));
  const page = isReadable ? await context.parts.transactions.list(filter) : emptyPage;
  const edges = page.items.map(({ cursor, transaction }) => ({ cursor, node: transaction }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: Boolean(args.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.totalCount,
  };
};

async function toFilter(
  context: GatewayContext,
  caller: Caller,
  args: QueryDeviceTransactionsArgs,
): Promise<TransactionFilter> {
  const { accountNumber, deviceId, kind, updatedAfter, after } = args;
  if (accountNumber) await requireRight(context, 'read', accountNumber);
  const statuses = parseStatuses(args);
  assertKnown(kind);
  assertCursor(after);
  return {
    accounts: accountNumber ? [accountNumber] : readableAccounts(caller),
    first: parseFirst(args),
    ...(deviceId && { deviceId }),
    ...(statuses && { statuses }),
    ...(kind && { kind }),
    ...(typeof updatedAfter === 'number' && { updatedAfterMs: updatedAfter }),
    ...(after && { after }),
  };
}

/** The device's account decides, so that not even a count tells of a foreign device. */
async function isOwn(
  context: GatewayContext,
  { accounts }: TransactionFilter,
  deviceId: string,
): Promise<boolean> {
  const state = await context.deviceState(deviceId);
  return state !== null && (accounts === 'any' || accounts.includes(state.device.accountNumber));
}

function parseStatuses(args: QueryDeviceTransactionsArgs): readonly TransactionStatus[] | null {
  if (!args.status) return null;
  return args.status.map((status) => {
    if (status !== 'PARKED') return status;
    const message = 'PARKED is QUEUED seen while the device is offline: filter by QUEUED';
    throw invalidInput('KT-CT-4321', { message, inputPath: ['status'] });
  });
}

/** A misspelt kind would be read as "nothing happened". */
function assertKnown(kind: QueryDeviceTransactionsArgs['kind']): void {
  if (!kind || Object.hasOwn(commandSpecs, kind)) return;
  const message = `must be one of ${Object.keys(commandSpecs).join(', ')}`;
  throw invalidInput('KT-CT-4321', { message, inputPath: ['kind'] });
}

/** One that no page has shown would be read as "from the beginning". */
function assertCursor(after: QueryDeviceTransactionsArgs['after']): void {
  if (after === null || after === undefined || parseTransactionCursor(after)) return;
  const message = 'must be the cursor of a page';
  throw invalidInput('KT-CT-4321', { message, inputPath: ['after'] });
}

function parseFirst({ first }: QueryDeviceTransactionsArgs): number {
  const wanted = first ?? 50;
  if (wanted >= 1 && wanted <= pageMax) return wanted;
  const message = `must be 1 to ${pageMax}`;
  throw invalidInput('KT-CT-4321', { message, inputPath: ['first'] });
}

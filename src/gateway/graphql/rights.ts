import { type Caller, mayDo, type Right } from '../../domain/caller.ts';
import { ApiError } from '../errors/api-error.ts';
import type { GatewayContext } from './context.ts';

/** The caller, if it may do that with the account. @throws ApiError `KT-CT-1111`, or of sign-in. */
export async function requireRight(
  context: GatewayContext,
  right: Right,
  accountNumber: string,
): Promise<Caller> {
  const caller = await context.caller();
  if (mayDo(caller, right, accountNumber)) return caller;
  throw new ApiError('KT-CT-1111');
}

/** The accounts that the caller may read; `any` for the roles service and operator. */
export function readableAccounts(caller: Caller): readonly string[] | 'any' {
  return caller.role === 'service' || caller.role === 'operator' ? 'any' : caller.accounts;
}

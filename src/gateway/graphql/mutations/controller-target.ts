import type { Right } from '../../../domain/caller.ts';
import { parseEuid } from '../../../domain/identity.ts';
import type { DeviceTarget } from '../../../domain/submission.ts';
import { ApiError } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { requireRight } from '../rights.ts';

/**
 * The controller that a mutation names; some name no account. An EUID that is none is an unknown
 * one, but only to a caller that may do that with the account.
 * @throws ApiError `KT-CT-1111`, `KT-CT-4301`, or of sign-in.
 */
export async function toControllerTarget(
  context: GatewayContext,
  args: { accountNumber?: string; euid: string },
  right: Right = 'command',
): Promise<DeviceTarget> {
  const { accountNumber = null } = args;
  // Rights come before anything that the input may be refused for (kraken-api.md 4).
  if (accountNumber === null) await context.caller();
  else await requireRight(context, right, accountNumber);
  const identity = parseEuid(args.euid);
  if (identity !== null) return { by: 'identity', accountNumber, identity };
  throw new ApiError('KT-CT-4301');
}

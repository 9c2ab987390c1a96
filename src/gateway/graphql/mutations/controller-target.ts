import { parseEuid } from '../../../domain/register-device.ts';
import type { DeviceTarget } from '../../../domain/submission.ts';
import { ApiError } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { requireRight } from '../rights.ts';

/**
 * The controller that a mutation names. An EUID that is none is an unknown one, but only to a
 * caller that may command the account. @throws ApiError `KT-CT-1111`, `KT-CT-4301`.
 */
export async function toControllerTarget(
  context: GatewayContext,
  args: { accountNumber: string; euid: string },
): Promise<DeviceTarget> {
  const identity = parseEuid(args.euid);
  if (identity !== null) {
    return { by: 'identity', accountNumber: args.accountNumber, identity };
  }
  await requireRight(context, 'command', args.accountNumber);
  throw new ApiError('KT-CT-4301');
}

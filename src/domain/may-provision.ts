import { type Caller, mayDo } from './caller.ts';
import { GatewayError } from './errors.ts';

/** @throws GatewayError `not_permitted`, unless the caller may provision the account. */
export function assertMayProvision(caller: Caller, accountNumber: string): void {
  if (!mayDo(caller, 'provision', accountNumber)) throw notPermitted();
}

/** What a caller is told who may not. */
export function notPermitted(): GatewayError {
  return new GatewayError('not_permitted', 'the credential may not provision this account');
}

import type { ClaimRefusal } from '../ports/provisioning.ts';
import type { DeskRejection } from '../ports/provisioning-desk.ts';
import { alreadyBoundDetail } from './binding.ts';

type Known =
  | ClaimRefusal
  | 'invalid_request'
  | 'invalid_csr'
  | 'invalid_proof'
  | 'not_enrolled'
  | 'account_not_allowed'
  | 'certificate_inactive'
  | 'too_many'
  | 'unavailable';

/** Every word that a device may be rejected with: HTTP's status, and what its developer reads. */
const rejections: Readonly<Record<Known, readonly [status: number, detail: string]>> = {
  invalid_request: [400, 'the request does not have the form that is documented'],
  invalid_csr: [400, 'the certificate signing request cannot be taken'],
  invalid_proof: [400, 'the proof of identity is wrong'],
  nonce_used: [400, 'the nonce was used before: make a new one with the present time'],
  claim_unknown: [403, 'no such claim: the certificate of this session belongs to none'],
  claim_expired: [403, 'the time of this claim is over: ask for a new one'],
  claim_used: [403, 'this claim was used before: ask for a new one'],
  other_session: [403, 'a newer session of this claim has taken over'],
  token_invalid: [403, 'the ownership token is wrong, too old or of another request: send a CSR'],
  not_enrolled: [403, 'the factory key of this controller is not enrolled'],
  account_not_allowed: [403, 'the claim may not register into that account'],
  certificate_inactive: [403, 'the certificate of this session was revoked or replaced'],
  already_bound: [409, alreadyBoundDetail],
  too_many: [429, 'too many requests: wait some minutes'],
  unavailable: [503, 'the gateway cannot store this now: try again in some seconds'],
};

/** A rejection by its word; `detail` says more than the word's own sentence. */
export function toRejection(code: Known, detail?: string): DeskRejection {
  const [status, sentence] = rejections[code];
  return { kind: 'rejected', status, code, detail: detail ?? sentence };
}

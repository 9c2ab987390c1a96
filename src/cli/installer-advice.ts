import type { ApiError } from './api.ts';
import { CliFailure } from './failure.ts';

/** What an installer can do about each reason of a refused claim. */
const remedies: Readonly<Record<string, string>> = {
  not_enrolled: 'ask the operator: npm run admin -- enrol keys.csv   (docs/provisioning.md)',
  already_bound:
    'its present account gives it up first: npm run installer -- deprovision; ' +
    'your own account may revoke its certificates: npm run admin -- revoke',
  claims_too_many: 'wait a few minutes: unused claims end by themselves',
};
const remediesOfInputs: Readonly<Record<string, string>> = {
  timestamp: 'set the clock of the controller, then let it ask again',
  nonce: 'let the controller ask again: a request can be used once',
  signature: 'the factory key that is enrolled is not the one in this controller: have it enrolled',
  propertyId: 'give the number of a property with --property, or leave it away',
};

/** A refused claim in three lines, with what this installer can do about it. */
export function explainRefusal(error: ApiError): CliFailure {
  const reason = error.extensions['reason'] as { code?: string } | undefined;
  const faults = error.extensions['validationErrors'] as
    | readonly { inputPath?: readonly string[] }[]
    | undefined;
  const input = faults?.[0]?.inputPath?.at(-1) ?? '';
  const remedy = remedies[reason?.code ?? ''] ?? remediesOfInputs[input] ?? error.remedy;
  const { message: what, why, exitCode } = error;
  return new CliFailure({ what, why, remedy, exitCode }, { cause: error });
}

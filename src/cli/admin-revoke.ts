import type { Command } from 'commander';
import { connect } from './gateway-options.ts';
import { type ControllerOptions, makeControllerCommand } from './installer-options.ts';
import { print, say } from './terminal.ts';

const document = `mutation Revoke($account: String!, $euid: ID!) {
  revokeControllerCertificates(accountNumber: $account, euid: $euid) { revoked }
}`;

/** `admin revoke`: a controller that was stolen is cut off at once; it stays with its account. */
export function addRevokeCommand(admin: Command): void {
  const about = 'Revokes the certificates of a controller and cuts its link.';
  const command = makeControllerCommand('revoke', about, { of: 'admin', euid: 'required' });
  admin.addCommand(command.action(revoke));
}

async function revoke(options: ControllerOptions): Promise<void> {
  const { account, euid } = options;
  type Answer = { revokeControllerCertificates: { revoked: number } };
  const answer = await connect(options).request<Answer>(document, { account, euid });
  const { revoked } = answer.revokeControllerCertificates;
  if (options.json) print(JSON.stringify({ revoked }));
  else say(`${revoked} ${revoked === 1 ? 'certificate' : 'certificates'} revoked`);
}

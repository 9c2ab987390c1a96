import type { CertificateAuthority, FactoryKeyReader } from '../ports/certificates.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connections, Wake } from '../ports/connections.ts';
import type { CallLimiter } from '../ports/credentials.ts';
import type { Devices, ReportedState } from '../ports/devices.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Claims, DeviceCertificates, FactoryKeys } from '../ports/provisioning.ts';
import type { TransactionIntake, TransactionReads } from '../ports/transactions.ts';
import type { RefusedCertificates } from '../wrong-credentials.ts';

/** How many claims may be asked for in an hour. */
export type ClaimLimits = {
  readonly claimsPerUserPerHour: number;
  readonly claimsPerPropertyPerHour: number;
  readonly claimsPerHour: number;
};

/** What provisioning needs, at the north's side and at the desk. */
export type ProvisioningPorts = {
  readonly authority: CertificateAuthority;
  readonly keys: FactoryKeyReader;
  readonly factoryKeys: FactoryKeys;
  readonly claims: Claims;
  readonly certificates: DeviceCertificates;
  readonly devices: Pick<Devices, 'find' | 'findByIdentity'>;
  readonly reported: Pick<ReportedState, 'alert'>;
  readonly transactions: Pick<TransactionIntake, 'accept' | 'refuse'> &
    Pick<TransactionReads, 'find'>;
  readonly connections: Pick<Connections, 'get'>;
  readonly limiter: CallLimiter;
  readonly refused: RefusedCertificates;
  readonly limits: ClaimLimits;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
};

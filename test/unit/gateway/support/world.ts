import type { Place } from '../../../../src/domain/device-settings.ts';
import { GatewayError } from '../../../../src/domain/errors.ts';
import type { TransactionChange } from '../../../../src/domain/ports/changes.ts';
import type { Charge } from '../../../../src/domain/ports/charge-history.ts';
import type { ApiKey } from '../../../../src/domain/ports/credentials.ts';
import type { DeviceState } from '../../../../src/domain/ports/devices.ts';
import type { EnergySample, EnergySum } from '../../../../src/domain/ports/energy-history.ts';
import type { Frame } from '../../../../src/domain/ports/frame-log.ts';
import type { Wizard } from '../../../../src/domain/ports/onboarding.ts';
import type { DeadLetter } from '../../../../src/domain/ports/outbox.ts';
import type {
  ClaimRequest,
  ProvisioningView,
} from '../../../../src/domain/provisioning/provisioning.ts';
import type { Submission } from '../../../../src/domain/submission.ts';
import type { Transaction } from '../../../../src/domain/transaction.ts';

/** What the fakes hold, for tests to arrange and to look at. */
export type FakeWorld = {
  nowMs: number;
  readonly keys: (ApiKey & { secret: string })[];
  readonly devices: DeviceState[];
  readonly wizards: Wizard[];
  readonly places: (Place & { accountNumber: string; propertyId: number })[];
  /** Links that were closed, with why. */
  readonly cutLinks: { id: string; reason: string }[];
  readonly transactions: Transaction[];
  readonly deadLetters: DeadLetter[];
  readonly submissions: Submission[];
  readonly logged: { fields: Record<string, unknown>; message: string }[];
  readonly charged: { scope: string; cost: number }[];
  readonly refreshTokens: Map<string, { credentialId: string; subject: string; atMs: number }>;
  readonly validFrom: Map<string, number>;
  readonly listeners: Set<(change: TransactionChange) => void>;
  readonly claimRequests: ClaimRequest[];
  readonly enrolled: { euid: string; spkiPem: string }[];
  /** What `controllerProvisioning` reads. */
  provisioning: ProvisioningView | null;
  /** Throws instead of accepting. */
  refusal: GatewayError | Error | null;
  /** Every store call fails while true. */
  isStoreDown: boolean;
  readiness: { ready: boolean; reasons: string[] };
  frames: readonly Frame[];
  telemetry: Record<string, Record<string, unknown>>;
  /** All samples of a name, oldest first. */
  samples: Record<string, Record<string, unknown>[]>;
  hours: readonly EnergySum[];
  counters: EnergySample | null;
  /** What each device was charged with, newest first. */
  charges: Record<string, readonly Charge[]>;
};

/** Fails as the store does when it is away. */
export function assertUp(world: FakeWorld): void {
  if (world.isStoreDown) throw new GatewayError('unavailable', 'the store does not answer');
}

import type { ProvisioningView } from '../../../domain/provisioning/provisioning.ts';
import type { Transaction } from '../../../domain/transaction.ts';
import { toColonForm } from '../find-devices.ts';
import type { ResolversTypes } from '../generated.ts';

/** What the API shows of a controller on its way to its account. */
export function toControllerProvisioning(
  view: ProvisioningView,
  transaction: Transaction | null,
): ResolversTypes['ControllerProvisioning'] {
  const { claim, device } = view;
  return {
    euid: toColonForm(view.identity),
    step: view.step,
    advice: view.advice,
    enrolledAt: view.enrolledAtMs,
    claim: claim && {
      id: claim.id,
      state: claim.state,
      createdAt: claim.createdAtMs,
      expiresAt: claim.expiresAtMs,
    },
    device: device && {
      id: device.id,
      connected: device.connected,
      firstConnectedAt: device.firstConnectedAtMs,
    },
    certificates: view.certificates.map((one) => ({
      fingerprint: one.fingerprint,
      state: one.state,
      serial: one.serial,
      issuedAt: one.issuedAtMs,
      notAfter: one.notAfterMs,
      firstUsedAt: one.firstUsedAtMs,
    })),
    transaction,
  };
}

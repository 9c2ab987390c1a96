import type { DeviceState } from '../ports/devices.ts';
import type { Claim } from '../ports/provisioning.ts';
import type { ProvisioningPorts } from './ports.ts';

/** The owner sees who asked to bind a device anew; a store that is away loses only this notice. */
export async function notifyOfClaim(
  ports: Pick<ProvisioningPorts, 'reported' | 'clock' | 'log'>,
  holder: DeviceState,
  claim: Claim,
): Promise<void> {
  const who = claim.onBehalfOf ? `${claim.requestedBy} for ${claim.onBehalfOf}` : claim.requestedBy;
  const message = `A new certificate was asked for by ${who}.`;
  const { id } = holder.device;
  try {
    await ports.reported.alert(id, { message, publishedAtMs: ports.clock.nowMs() });
  } catch (error) {
    ports.log.warn({ deviceId: id, claimId: claim.id, err: error }, 'an owner was not told');
  }
}

import { mayDo } from '../caller.ts';
import { GatewayError } from '../errors.ts';
import { parseEuid } from '../identity.ts';
import type { ProvisioningPorts } from './ports.ts';
import type { Provisioning } from './provisioning.ts';

/** See `Provisioning.revoke`: nothing that the controller holds lets it in from here on. */
export function makeRevokeController(
  ports: Pick<ProvisioningPorts, 'devices' | 'certificates' | 'connections' | 'clock' | 'log'>,
): Provisioning['revoke'] {
  return async (caller, { accountNumber, euid }) => {
    if (!mayDo(caller, 'provision', accountNumber)) {
      const message = 'the credential may not provision this account';
      throw new GatewayError('not_permitted', message, { accountNumber });
    }
    const identity = parseEuid(euid);
    const held = identity && (await ports.devices.findByIdentity(identity));
    const isTheirs = held?.device.accountNumber === accountNumber && !held.device.retiredAtMs;
    if (!identity || !held || !isTheirs) {
      throw new GatewayError('device_not_found', 'no such controller in this account');
    }
    const { id } = held.device;
    const revoked = await ports.certificates.revokeAll(identity, 'revoked', ports.clock.nowMs());
    ports.connections.get(id)?.close('its certificates were revoked');
    ports.log.info({ deviceId: id, revoked, who: caller.subject }, 'certificates revoked');
    return { revoked };
  };
}

import { mayDo } from '../caller.ts';
import type { InputFault } from '../commands/spec.ts';
import type { DeviceIdentity } from '../device.ts';
import { GatewayError } from '../errors.ts';
import { parseEuid } from '../identity.ts';
import { assertNone, toFault } from '../registration-faults.ts';
import type { ProvisioningPorts } from './ports.ts';
import type { Provisioning } from './provisioning.ts';

const enrolMax = 1_000;
/** An RSA key of 4096 bits in PEM has about 800 characters. */
const pemMax = 2_048;

/** See `Provisioning.enrol`: the allow-list of controllers, with the keys of their factory. */
export function makeEnrol(
  ports: Pick<ProvisioningPorts, 'factoryKeys' | 'keys' | 'clock'>,
): Provisioning['enrol'] {
  return async (caller, keys) => {
    if (!mayDo(caller, 'administer', '')) {
      throw new GatewayError('not_permitted', 'only the role service may enrol controllers');
    }
    if (keys.length > enrolMax) {
      assertNone([toFault('keys', `at most ${enrolMax} controllers are enrolled in one call`)]);
    }
    const faults: InputFault[] = [];
    const read = new Map<DeviceIdentity, string>();
    for (const [index, each] of keys.entries()) {
      const found = readOne(ports, each);
      const [identity, spkiPem] = [found.identity, found.spkiPem];
      if (!identity) faults.push(toRowFault(index, 'euid', 'an EUID is 16 hex digits'));
      if (!spkiPem) faults.push(toRowFault(index, 'key', keyDetail));
      if (!identity || !spkiPem) continue;
      if (read.has(identity)) faults.push(toRowFault(index, 'euid', 'the EUID stands here twice'));
      read.set(identity, spkiPem);
    }
    assertNone(faults);
    if (read.size === 0) return { enrolled: 0, replaced: 0 };
    const entries = [...read].map(([identity, spkiPem]) => ({ identity, spkiPem }));
    const enrolled = await ports.factoryKeys.enrol(entries, ports.clock.nowMs());
    return { enrolled, replaced: entries.length - enrolled };
  };
}

const keyDetail = 'a factory key is a public key in SPKI PEM: EC P-256, or RSA from 2048 bits';

function readOne(
  ports: Pick<ProvisioningPorts, 'keys'>,
  { euid, spkiPem }: { euid: string; spkiPem: string },
): { identity: DeviceIdentity | null; spkiPem: string | null } {
  const key = spkiPem.length <= pemMax ? ports.keys.readFactoryKey(spkiPem) : null;
  return { identity: parseEuid(euid), spkiPem: key };
}

function toRowFault(index: number, field: string, message: string): InputFault {
  return { code: 'invalid_parameters', path: [String(index), field], message };
}

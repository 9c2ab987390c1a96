import type { WireLogEntry } from '../../simulators/lib/wire-log.ts';
import { schemaOf } from '../../src/adapters/mqtt/schemas/catalogue.ts';
import { provisioningSchemas } from '../../src/adapters/mqtt/schemas/provisioning.ts';
import { toRequestSchemas } from '../../src/adapters/mqtt/schemas/request.ts';
import { makeValidator } from '../../src/adapters/mqtt/schemas/validator.ts';
import { parseTopic } from '../../src/adapters/mqtt/topics.ts';
import type { DeviceIdentity } from '../../src/domain/device.ts';

const claimTopic = /^gw\/v1\/prov\/[0-9a-f-]{36}\/(csr|register)\/(req|accepted|rejected)$/;
const rotationTopic = /^gw\/v1\/[0-9a-f]{16}\/cert\/csr\/(req|accepted|rejected)$/;

/**
 * The faults of a device's wire log by the adapter's own schemas, one line each: every publish in
 * either direction, provisioning and rotation included.
 */
export function findWireFaults(euid: string, entries: readonly WireLogEntry[]): string[] {
  const ajv = makeValidator();
  const requests = toRequestSchemas();
  return entries.flatMap((entry) => {
    if (!('direction' in entry) || entry.type !== 'publish') return [];
    const { direction, payload } = entry;
    const name = String(entry.topic ?? '');
    const topic = parseTopic(euid as DeviceIdentity, name);
    const kind = (payload as { kind?: string }).kind ?? '';
    const told = direction === 'in' ? requests.get(kind) : topic && schemaOf(topic);
    const schema = findProvisioningSchema(name) ?? told;
    if (!schema) return [`${direction} ${name}: no schema`];
    if (ajv.validate(schema, payload)) return [];
    return [`${direction} ${name}: ${ajv.errorsText(ajv.errors)}`];
  });
}

type Leaf = 'req' | 'accepted' | 'rejected';

function findProvisioningSchema(topic: string) {
  const [, step, leaf] = claimTopic.exec(topic) ?? [];
  if (step && leaf) return provisioningSchemas[step as 'csr' | 'register'][leaf as Leaf];
  const [, rotated] = rotationTopic.exec(topic) ?? [];
  return rotated ? provisioningSchemas.rotation[rotated as Leaf] : null;
}

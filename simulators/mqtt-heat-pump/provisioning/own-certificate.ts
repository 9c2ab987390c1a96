import type { DeviceMemory } from '../../lib/device-memory.ts';
import type { BrokerAddress, MqttVersion } from '../../lib/mqtt/connection.ts';
import { asCa } from './claim-session.ts';

/** A controller's own key and certificate, and the broker that it was given for. */
export interface OwnCertificate {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  /** `mqtts://host:port`. */
  readonly url: string;
}

/** What it connects with: its certificate is its only identity. */
export function toAddress(
  own: OwnCertificate,
  { version, ca }: { readonly version: MqttVersion; readonly ca: Buffer | undefined },
): BrokerAddress {
  const cert = Buffer.from(`${own.certificatePem}\n${own.chainPem}`);
  return {
    url: own.url,
    version,
    tls: { cert, key: Buffer.from(own.privateKeyPem), ...asCa(ca) },
  };
}

/** The kept certificate, or null. What is read is what this program wrote. */
export function loadOwn(memory: DeviceMemory, name: 'own' | 'before'): OwnCertificate | null {
  return (memory.load(name) as OwnCertificate | undefined) ?? null;
}

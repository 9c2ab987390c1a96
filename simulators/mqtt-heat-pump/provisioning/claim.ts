import { createPrivateKey } from 'node:crypto';
import { messageOf } from '../../lib/errors.ts';
import { isOfKey, readCertificate } from './certificate-facts.ts';
import { type FactoryKey, openSealed } from './factory-key.ts';

const CLAIM_NAME = /^claim:([0-9a-f-]{36})$/;
const MQTTS_PORT = 8_883;

/** A claim that was handed to a controller: what it needs for one session with the gateway. */
export interface Claim {
  readonly id: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly privateKeyPem: string;
  /** `mqtts://host:port`. */
  readonly url: string;
  /** Unix ms. */
  readonly notAfterMs: number;
  /** It was given to nobody by name: registering must prove the identity itself. */
  readonly isUnbound: boolean;
  /** Of an unbound claim: where the controller is to belong. */
  readonly account: { readonly accountNumber?: string; readonly propertyId?: number };
}

/**
 * Reads what the installer's app hands over: `{certificate, chain?, mqttHost, mqttPort?}` or
 * `mqttUrl`, with `encryptedPrivateKey` (to the factory key), or `privateKey` in clear with
 * `accountNumber?` and `propertyId?` (an unbound claim). Throws a sentence about what is wrong.
 */
export async function readClaim(
  body: Readonly<Record<string, unknown>>,
  key: FactoryKey,
): Promise<Claim> {
  const certificatePem = textOf(body, 'certificate');
  const facts = readCertificate(certificatePem);
  const id = CLAIM_NAME.exec(facts.name)?.[1];
  if (id === undefined) throw new Error(`certificate: ${facts.name} is not a claim`);
  const isUnbound = body['encryptedPrivateKey'] === undefined;
  const privateKeyPem = isUnbound
    ? textOf(body, 'privateKey')
    : await open(key, textOf(body, 'encryptedPrivateKey'));
  if (!isOfKey(certificatePem, createPrivateKey(privateKeyPem))) {
    throw new Error('the private key is not that of the certificate');
  }
  return {
    id,
    certificatePem,
    chainPem: body['chain'] === undefined ? '' : textOf(body, 'chain'),
    privateKeyPem,
    url: urlOf(body),
    notAfterMs: facts.notAfterMs,
    isUnbound,
    account: accountOf(body),
  };
}

async function open(key: FactoryKey, jwe: string): Promise<string> {
  try {
    return await openSealed(key, jwe);
  } catch (cause) {
    throw new Error(`encryptedPrivateKey: not for this controller (${messageOf(cause)})`, {
      cause,
    });
  }
}

function urlOf(body: Readonly<Record<string, unknown>>): string {
  if (body['mqttUrl'] !== undefined && body['mqttUrl'] !== null) {
    const url = textOf(body, 'mqttUrl');
    if (!/^mqtts:\/\/./.test(url)) throw new Error('mqttUrl: must look like mqtts://host:port');
    return url;
  }
  return toUrl(textOf(body, 'mqttHost'), body['mqttPort'] ?? MQTTS_PORT);
}

/** `mqtts://host:port`; throws when the port is none. */
export function toUrl(host: string, port: unknown): string {
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Error('mqttPort: must be a whole number from 1 to 65535');
  }
  return `mqtts://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function accountOf(body: Readonly<Record<string, unknown>>): Claim['account'] {
  const { accountNumber, propertyId } = body;
  return {
    ...(typeof accountNumber === 'string' ? { accountNumber } : {}),
    ...(typeof propertyId === 'number' ? { propertyId } : {}),
  };
}

function textOf(body: Readonly<Record<string, unknown>>, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${field}: must be a text`);
}

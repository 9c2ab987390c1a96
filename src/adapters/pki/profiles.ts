import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from './x509-library.ts';

/** A CA with so many CAs below it; `issues: 'clients'` binds what it signs to TLS clients. */
export function caProfile(ca: { pathLength: number; issues: 'anything' | 'clients' }): Extension[] {
  const usages = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  return [
    new BasicConstraintsExtension(true, ca.pathLength, true),
    new KeyUsagesExtension(usages, true),
    ...(ca.issues === 'clients'
      ? [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth], false)]
      : []),
  ];
}

/** A TLS client named by one URI: a claim or a device (provisioning.md 2.3). */
export function clientProfile(uri: string): Extension[] {
  return leafProfile(ExtendedKeyUsage.clientAuth, [{ type: 'url', value: uri }]);
}

/** A TLS server under host names and addresses. */
export function serverProfile(names: readonly string[]): Extension[] {
  const toName = (value: string) => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const;
  return leafProfile(ExtendedKeyUsage.serverAuth, names.map(toName));
}

function leafProfile(
  usage: ExtendedKeyUsage,
  names: ConstructorParameters<typeof SubjectAlternativeNameExtension>[0],
): Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([usage], false),
    new SubjectAlternativeNameExtension(names, false),
  ];
}

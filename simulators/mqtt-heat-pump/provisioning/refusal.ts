/** CONNACK codes that another try does not change: MQTT 3.1.1 3.2.2.3, MQTT 5 3.2.2.2. */
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [2, 'the broker does not take this client id'],
  [4, 'the broker does not know these credentials'],
  [5, 'the broker does not let this controller in'],
  [0x85, 'the broker does not take this client id'],
  [0x86, 'the broker does not know these credentials'],
  [0x87, 'the broker does not let this controller in'],
  [0x8a, 'the broker has banned this controller'],
]);

/** Why the far end turned a connection down for who it is; null for any other end of it. */
export function refusalOf(error: Error): string | null {
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'number') return REFUSALS.get(code) ?? null;
  // With TLS 1.3 the far end's verdict comes as an alert once the client believes in its link.
  return typeof code === 'string' && /^ERR_SSL_.*ALERT/.test(code)
    ? `the far end does not take the certificate (${code})`
    : null;
}

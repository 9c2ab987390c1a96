/** Fields whose values open a door: they are never written anywhere. */
const SECRET_FIELDS: readonly string[] = [
  'token',
  'certificateOwnershipToken',
  'signature',
  'encryptedPrivateKey',
  'privateKey',
];
/** Only provisioning carries secrets, and it has topics of its own. */
const SECRET_TOPIC = /^gw\/v1\/(prov\/|[^/]+\/cert\/)/;

/** A payload as it may be logged: what a thief could use is left out. */
export function maskPayload(topic: string, payload: unknown): unknown {
  return SECRET_TOPIC.test(topic) ? mask(payload) : payload;
}

function mask(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('PRIVATE KEY') ? '***' : value;
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      SECRET_FIELDS.includes(field) ? '***' : mask(inner),
    ]),
  );
}

const secretNames = [
  'authori[sz]ation',
  'passw(or)?d',
  'secret',
  'token',
  'api_?key$',
  'private_?key',
  'cookie',
  'credentials?$',
  'id_?tag',
  'signature',
  '^key$',
];
const secretName = new RegExp(secretNames.join('|'), 'i');
/** What each secret form holds in any case: a text without it need not be searched for the form. */
const secretText = [
  {
    mark: '-----BEGIN',
    form: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  // A JWT, or a compact JWE, whose second part is empty with ECDH-ES (RFC 7516 3.1).
  { mark: 'eyJ', form: /\beyJ[\w-]{8,}\.[\w-]*(\.[\w-]*){1,3}/g },
  { mark: 'jg_', form: /\bjg_[\w-]{16,}/g },
  { mark: '//', form: /(?<=\/\/[^\s/:@]*:)[^\s/@]+(?=@)/g },
];
const redacted = '[redacted]';
const depthMax = 6;
const entriesMax = 100;

/**
 * A copy of log fields without secrets: by name at any depth, and by form inside texts (tokens, API
 * keys, private keys, passwords in addresses). Bounded, so that no object can flood the log.
 */
export function redact(fields: object): Record<string, unknown> {
  return redactObject(fields, 0, new Set());
}

function redactValue(value: unknown, depth: number, seen: Set<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return value;
  if (depth >= depthMax || seen.has(value)) return '[...]';
  if (value instanceof Error) return redactError(value, depth, seen);
  if (Array.isArray(value)) {
    return value.slice(0, entriesMax).map((each) => redactValue(each, depth + 1, seen));
  }
  return redactObject(value, depth, seen);
}

function redactObject(value: object, depth: number, seen: Set<object>): Record<string, unknown> {
  seen.add(value);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value).slice(0, entriesMax)) {
    // An own one (JSON.parse makes it) would become the copy's prototype.
    if (name === '__proto__') continue;
    const each: unknown = Reflect.get(value, name);
    const isHidden = each !== null && secretName.test(name);
    copy[name] = isHidden ? redacted : redactValue(each, depth + 1, seen);
  }
  seen.delete(value);
  return copy;
}

function redactError(error: Error, depth: number, seen: Set<object>): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return {
    type: name,
    message: redactText(message),
    stack: redactText(stack ?? ''),
    ...(cause !== undefined && { cause: redactValue(cause, depth + 1, seen) }),
    ...redactObject({ ...error, name: undefined }, depth, seen),
  };
}

function redactText(text: string): string {
  let shown = text;
  for (const { mark, form } of secretText) {
    if (shown.includes(mark)) shown = shown.replaceAll(form, redacted);
  }
  return shown;
}

/** Deeper nesting than any payload of the contract has; storing it would recurse. */
const depthMax = 12;

/** Beyond this a double is no longer exact, and no device counts that far. */
const numberMax = Number.MAX_SAFE_INTEGER;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON that was read, or the word under which the fault is counted. */
export type JsonReading =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly reason: 'not_json' | 'too_deep' | 'not_finite' };

/** Reads a payload as UTF-8 JSON whose nesting and numbers are bounded. */
export function readJson(payload: Uint8Array): JsonReading {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(payload));
  } catch {
    return { kind: 'fault', reason: 'not_json' };
  }
  const reason = findFault(value, depthMax);
  return reason === null ? { kind: 'read', value } : { kind: 'fault', reason };
}

/** `1e999` is JSON, and read as Infinity: no schema looks at the fields that it does not know. */
function findFault(value: unknown, depthLeft: number): 'too_deep' | 'not_finite' | null {
  if (typeof value === 'number') return Math.abs(value) <= numberMax ? null : 'not_finite';
  if (typeof value !== 'object' || value === null) return null;
  if (depthLeft === 0) return 'too_deep';
  for (const each of Object.values(value)) {
    const reason = findFault(each, depthLeft - 1);
    if (reason !== null) return reason;
  }
  return null;
}

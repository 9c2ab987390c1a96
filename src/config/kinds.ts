import { Type } from 'typebox';

/**
 * Kinds of environment variables. `description` is the comment in `.env.example`; `allowed` is what
 * a person is told who set it wrong.
 */

/** A TCP port; 0 lets the system choose. */
export function port(byDefault: number, description: string) {
  const allowed = 'a port from 0 to 65535 (0 = any free one)';
  return Type.Integer({ default: byDefault, minimum: 0, maximum: 65_535, description, allowed });
}

/** A TCP port of a listener that is off without one. */
export function optionalPort(description: string) {
  const allowed = 'a port from 0 to 65535 (0 = any free one)';
  return Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, description, allowed }));
}

/** A whole number within bounds that include both ends. */
export function count(range: { byDefault: number; from: number; to: number }, description: string) {
  const { byDefault, from, to } = range;
  const allowed = `a whole number from ${from} to ${to}`;
  return Type.Integer({ default: byDefault, minimum: from, maximum: to, description, allowed });
}

/** A number, not necessarily whole, within bounds that include both ends. */
export function ratio(range: { byDefault: number; from: number; to: number }, description: string) {
  const { byDefault, from, to } = range;
  const allowed = `a number from ${from} to ${to}`;
  return Type.Number({ default: byDefault, minimum: from, maximum: to, description, allowed });
}

/** A switch, off unless it says `true`. */
export function flag(description: string) {
  return Type.Boolean({ default: false, description, allowed: 'true or false' });
}

/** A text with a default. */
export function text(byDefault: string, description: string) {
  return Type.String({ default: byDefault, minLength: 1, description, allowed: 'a text' });
}

/** A text that may be left out; `pattern` is an anchored regular expression. */
export function optionalText(
  description: string,
  rule: { pattern?: string; minLength?: number; allowed: string } = { allowed: 'a text' },
) {
  return Type.Optional(Type.String({ minLength: 1, description, ...rule }));
}

/** An address with one of the named schemes; may be left out. */
export function optionalUrl(schemes: readonly string[], description: string) {
  const pattern = `^(${schemes.join('|')})://\\S+$`;
  const allowed = `an address that begins with ${schemes.map((s) => `${s}://`).join(' or ')}`;
  return Type.Optional(Type.String({ pattern, description, allowed }));
}

/** One word of a closed list. */
export function oneOf(words: readonly string[], byDefault: string, description: string) {
  const allowed = `one of ${words.join(', ')}`;
  const pattern = `^(${words.join('|')})$`;
  return Type.String({ default: byDefault, pattern, description, allowed });
}

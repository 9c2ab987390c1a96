/** Longer headers are not tokens that anybody issued. */
const headerLengthMax = 8_192;

/**
 * The token of an Authorization header in its three forms: `JWT <t>`, `Bearer <t>`, or bare.
 * `null`: there is none. A malformed header gives its text, which no verifier accepts.
 */
export function parseAuthorization(header: string | undefined): string | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  if (text.length > headerLengthMax) return text.slice(0, headerLengthMax);
  const [scheme = '', ...rest] = text.split(/\s+/);
  const isNamed = /^(jwt|bearer)$/i.test(scheme);
  if (!isNamed) return text;
  return rest.length === 0 ? null : rest.join(' ');
}

/**
 * True for text with a character that cannot be seen: control characters, line separators, and
 * format characters, such as those that turn the direction of what follows (Unicode TR 36); also
 * halves of a surrogate pair, which no device could be sent.
 */
export function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

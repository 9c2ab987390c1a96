/**
 * True for text with a character that cannot be seen: control characters, line separators, and
 * format characters, such as those that turn the direction of what follows (Unicode TR 36).
 */
export function hasInvisible(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}

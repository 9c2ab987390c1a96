const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const invisibles = new RegExp(invisible, 'gu');
const unseen = /[\p{Z}\p{DI}\u2800]/u;
/** Characters; more of a device's words tell nobody more. */
const shownMax = 200;
/** UTF-16 units that are looked at: a device may send a megabyte. */
const readMax = 2_000;

/**
 * True for text with a character that cannot be seen: control characters, line separators, and
 * format characters, such as those that turn the direction of what follows (Unicode TR 36); also
 * halves of a surrogate pair, which no device could be sent.
 */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/**
 * True for text of which every character shows: no blank of any kind either, nor what Unicode shows
 * as nothing (its fillers, and the empty Braille cell).
 */
export function isVisible(text: string): boolean {
  return !hasInvisible(text) && !unseen.test(text);
}

/** What a device says of itself, as it may be shown: on one line, at most 200 characters. */
export function toPrintable(text: string): string {
  const seen = text.slice(0, readMax).replace(invisibles, ' ').replace(/ {2,}/g, ' ').trim();
  const characters = [...seen];
  if (characters.length <= shownMax) return seen;
  return `${characters.slice(0, shownMax - 1).join('')}…`;
}

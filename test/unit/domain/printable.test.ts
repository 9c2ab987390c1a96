import { describe, expect, it } from 'vitest';
import { hasInvisible, isVisible, toPrintable } from '../../../src/domain/printable.ts';

describe('what a device says of itself', () => {
  it.each([
    ['plain words', 'E-12: no power', 'E-12: no power'],
    ['control characters', '\u001b[31mred\r\n\u0000now', '[31mred now'],
    ['what turns the direction', 'a\u202eb', 'a b'],
    ['half a surrogate pair', 'a\ud83d', 'a'],
    ['letters of any script', 'Störung 故障 🔌', 'Störung 故障 🔌'],
    ['nothing that can be seen', '\u200b\n', ''],
  ])('is shown without what cannot be seen: %s', (_what, said, shown) => {
    expect(toPrintable(said)).toBe(shown);
    expect(hasInvisible(toPrintable(said))).toBe(false);
  });

  it.each(['x', '🔌'])('is cut to 200 characters of %s', (character) => {
    expect([...toPrintable(character.repeat(200))]).toHaveLength(200);
    const cut = [...toPrintable(character.repeat(1_000_000))];
    expect(cut).toHaveLength(200);
    expect(cut.at(-1)).toBe('…');
  });
});

it.each([
  ['letters, digits and signs', 'pässwörd-№1_😀', true],
  ['a blank', 'a b', false],
  ['a no-break space', 'a\u00a0b', false],
  ['an ideographic space', 'a\u3000b', false],
  ['a line feed', 'a\nb', false],
  ['a Hangul filler', 'a\u3164b', false],
  ['an empty Braille cell', 'a\u2800b', false],
  ['a soft hyphen', 'a\u00adb', false],
])('a text with %s: is all of it visible', (_name, text, answer) => {
  expect(isVisible(text)).toBe(answer);
});

import { type Character, parseCharacter } from '../../../../simulators/ocpp-charger/character.ts';

const ABOUT = { description: 'A test', vendor: 'Test', model: 'T1', firmwareVersion: '1' };

/** The plain charge point with some traits of another. */
export function makeCharacter(traits: Partial<Character> = {}): Character {
  return parseCharacter(JSON.stringify({ ...ABOUT, ...traits }), 'of a test');
}

/** A seeded source of numbers in [0, 1): the same seed and scope give the same series. */
export type Random = () => number;

/** Makes a source that depends on the seed and on a scope, such as a device id and a purpose. */
export function makeRandom(seed: number, scope: string): Random {
  let state = hash(`${seed}/${scope}`);
  return () => {
    // mulberry32: small, fast and good enough for faults and noise; never for secrets.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** FNV-1a over the UTF-16 units, mixed once more so that near seeds give far apart series. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return Math.imul(value ^ (value >>> 16), 0x85ebca6b) | 0;
}

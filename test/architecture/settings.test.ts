import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { readTree, within } from './source-files.ts';

/** Config files only carry a setting; whoever obeys it stands elsewhere. */
const isCarrier = /^src\/config(\.ts$|\/)/;

it('has no limit that nothing obeys', () => {
  const texts = [...within(readTree(), ['src'])]
    .filter(([path]) => !isCarrier.test(path))
    .map(([, text]) => text);
  const names = Object.keys(parseConfig({}).limits);
  const idle = names.filter(
    (name) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)),
  );
  expect(names.length).toBeGreaterThan(20);
  expect(idle).toEqual([]);
});

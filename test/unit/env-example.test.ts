import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { parseConfig } from '../../src/config.ts';

type Annotations = { default?: unknown; description?: string };

const text = readFileSync('.env.example', 'utf8');
const written = parseEnv(text);

describe('.env.example', () => {
  it('names every variable that the gateway reads, and no other', () => {
    expect(Object.keys(written).sort()).toEqual(Object.keys(configSchema.properties).sort());
  });

  it('gives every variable its default and its sentence', () => {
    const entries = Object.entries<object>(configSchema.properties).map(([name, schema]) => {
      const { default: byDefault = '', description } = schema as Annotations;
      return `# ${description}\n${name}=${byDefault}\n`;
    });
    expect(entries.filter((entry) => !text.includes(entry))).toEqual([]);
  });

  it('taken as it is, gives the default configuration', () => {
    expect(JSON.stringify(parseConfig(written))).toBe(JSON.stringify(parseConfig({})));
  });
});

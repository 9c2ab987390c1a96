import { readdir, readFile } from 'node:fs/promises';
import { messageOf, UsageError } from '../lib/errors.ts';
import { makeJsonCheck } from './json-check.ts';

/** How one vendor's charge points differ from the plain one; a data file in `characters/`. */
export type Character = {
  readonly description: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmwareVersion: string;
  /** Calls it answers as if done, without doing anything. */
  readonly acceptsWithoutEffect: readonly string[];
  /** Calls it has never heard of: CALLERROR NotImplemented. */
  readonly notImplemented: readonly string[];
  /** Messages it sends when TriggerMessage asks; every other one is NotImplemented. */
  readonly triggers: readonly string[];
  /** False: no MeterValues, ever. */
  readonly sendsMeterValues: boolean;
  /** False: BootNotification only after a boot, not when a lost link comes back. */
  readonly bootsOnReconnect: boolean;
  /** How many CALLs it has unanswered at one time; 1 by the standard. */
  readonly parallelCalls: number;
  /** Values that differ from our table of configuration keys, and keys of its own. */
  readonly configuration: Readonly<Record<string, string>>;
};

const NAMES = { type: 'array', items: { type: 'string' }, maxItems: 100 };
const PROPERTIES = {
  description: { type: 'string' },
  vendor: { type: 'string', minLength: 1, maxLength: 20 },
  model: { type: 'string', minLength: 1, maxLength: 20 },
  firmwareVersion: { type: 'string', maxLength: 50 },
  acceptsWithoutEffect: NAMES,
  notImplemented: NAMES,
  triggers: NAMES,
  sendsMeterValues: { type: 'boolean' },
  bootsOnReconnect: { type: 'boolean' },
  parallelCalls: { type: 'integer', minimum: 1, maximum: 100 },
  configuration: { type: 'object', additionalProperties: { type: 'string' } },
};
const checkCharacter = makeJsonCheck<Character>({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(PROPERTIES),
  properties: PROPERTIES,
});

const FOLDER = new URL('characters/', import.meta.url);

/** Reads a character by name; an unknown name is a UsageError that lists the known ones. */
export async function loadCharacter(name: string): Promise<Character> {
  const known = await listCharacters();
  if (!known.includes(name)) {
    throw new UsageError(`no character ${name}; there are ${known.join(', ')}`);
  }
  const file = new URL(`${name}.json`, FOLDER);
  const checked = checkCharacter(parseJson(await readFile(file, 'utf8'), name));
  if (!checked.ok) throw new UsageError(`character ${name}: ${checked.message}`);
  return checked.value;
}

/** The names of all characters. */
export async function listCharacters(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5)] : [])).sort();
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`character ${name}: ${messageOf(cause)}`, { cause });
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { messageOf, UsageError } from '../lib/errors.ts';
import { makeJsonCheck } from './json-check.ts';

/** A unit of charging limits, as all versions of OCPP write it. */
export type LimitUnit = 'A' | 'W';
/** How a charging profile is anchored in time (OCPP 1.6 7.9; 2.x ChargingProfileKindEnum). */
export type ProfileKind = 'Absolute' | 'Recurring' | 'Relative';

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
  /** OCPP 1.6: values that differ from our table, keys of its own; null: it has no such key. */
  readonly configuration: Readonly<Record<string, string | null>>;

  /** False: no MeterValues, ever. */
  readonly sendsMeterValues: boolean;
  /** False: it cannot ask the vehicle for its state of charge, as most AC chargers cannot. */
  readonly reportsSoc: boolean;

  /** The units in which it takes limits, whatever it says that it takes. */
  readonly takesUnits: readonly LimitUnit[];
  /** True: limits in A are accepted, and the number is taken for watts. */
  readonly readsAmpsAsWatts: boolean;
  /** The highest stack level that it takes, whatever it says. */
  readonly takesStackLevelMax: number;
  /** The kinds of profiles that it takes. */
  readonly takesKinds: readonly ProfileKind[];
  /** True: profiles are refused until someone allows them at the charge point itself. */
  readonly needsLocalSetting: boolean;
  /** True: a remote start with a profile inside is refused. */
  readonly refusesProfileInStart: boolean;
  /** True: all profiles are gone when the link comes back. */
  readonly forgetsProfiles: boolean;
  /** True: a limit of 0 ends the session; the connector is finishing until a new start. */
  readonly endsSessionAtZero: boolean;
  /** True: it goes down to one phase when a limit says so (numberPhases). */
  readonly switchesPhases: boolean;
  /** True: a session that was started from afar is stopped at once. */
  readonly stopsRemoteStarts: boolean;

  /** False: BootNotification only after a boot, not when a lost link comes back. */
  readonly bootsOnReconnect: boolean;
  /** How many CALLs it has unanswered at one time; 1 by the standard. */
  readonly parallelCalls: number;
  /** True: a remote start is answered only once its own Authorize was answered. */
  readonly authorizesBeforeAnswer: boolean;
  /** True: message ids are JSON numbers, and answers are expected to have the same number. */
  readonly numericIds: boolean;
  /** True: each link is followed by a second one, and one of the two is cut, by the seed. */
  readonly opensSecondSocket: boolean;
  /**
   * True: tells statuses before the message that begins the session, and of connector 0 whatever
   * connector 1 has.
   */
  readonly tellsStatusTooEarly: boolean;
};

/** The plain charge point: data files name what differs. */
const PLAIN: Omit<Character, 'description' | 'vendor' | 'model' | 'firmwareVersion'> = {
  acceptsWithoutEffect: [],
  notImplemented: [],
  triggers: ['BootNotification', 'Heartbeat', 'MeterValues', 'StatusNotification'],
  configuration: {},
  sendsMeterValues: true,
  reportsSoc: true,
  takesUnits: ['A', 'W'],
  readsAmpsAsWatts: false,
  takesStackLevelMax: 100,
  takesKinds: ['Absolute', 'Recurring', 'Relative'],
  needsLocalSetting: false,
  refusesProfileInStart: false,
  forgetsProfiles: false,
  endsSessionAtZero: false,
  switchesPhases: false,
  stopsRemoteStarts: false,
  bootsOnReconnect: true,
  parallelCalls: 1,
  authorizesBeforeAnswer: false,
  numericIds: false,
  opensSecondSocket: false,
  tellsStatusTooEarly: false,
};

const NAMES = { type: 'array', items: { type: 'string' }, maxItems: 100 };
const FLAG = { type: 'boolean' };
const someOf = (words: readonly string[]) => ({
  type: 'array',
  items: { enum: words },
  minItems: 1,
  uniqueItems: true,
});

const ABOUT = {
  description: { type: 'string', minLength: 1 },
  vendor: { type: 'string', minLength: 1, maxLength: 20 },
  model: { type: 'string', minLength: 1, maxLength: 20 },
  firmwareVersion: { type: 'string', minLength: 1, maxLength: 50 },
};
const TRAITS: Record<keyof typeof PLAIN, object> = {
  acceptsWithoutEffect: NAMES,
  notImplemented: NAMES,
  triggers: NAMES,
  configuration: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
  sendsMeterValues: FLAG,
  reportsSoc: FLAG,
  takesUnits: someOf(['A', 'W']),
  readsAmpsAsWatts: FLAG,
  takesStackLevelMax: { type: 'integer', minimum: 0, maximum: 100 },
  takesKinds: someOf(PLAIN.takesKinds),
  needsLocalSetting: FLAG,
  refusesProfileInStart: FLAG,
  forgetsProfiles: FLAG,
  endsSessionAtZero: FLAG,
  switchesPhases: FLAG,
  stopsRemoteStarts: FLAG,
  bootsOnReconnect: FLAG,
  parallelCalls: { type: 'integer', minimum: 1, maximum: 100 },
  authorizesBeforeAnswer: FLAG,
  numericIds: FLAG,
  opensSecondSocket: FLAG,
  tellsStatusTooEarly: FLAG,
};

type CharacterFile = Omit<Character, keyof typeof PLAIN> & Partial<Character>;

const checkFile = makeJsonCheck<CharacterFile>({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(ABOUT),
  properties: { ...ABOUT, ...TRAITS },
});

const FOLDER = new URL('characters/', import.meta.url);

/** Reads a character by name; an unknown name is a UsageError that lists the known ones. */
export async function loadCharacter(name: string): Promise<Character> {
  const known = await listCharacters();
  if (!known.includes(name)) {
    throw new UsageError(`no character ${name}; there are ${known.join(', ')}`);
  }
  const file = new URL(`${name}.json`, FOLDER);
  return parseCharacter(await readFile(file, 'utf8'), name);
}

/** Checks the text of a character file; what it leaves out is as in the plain charge point. */
export function parseCharacter(text: string, name: string): Character {
  const checked = checkFile(parseJson(text, name));
  if (!checked.ok) throw new UsageError(`character ${name}: ${checked.message}`);
  return { ...PLAIN, ...checked.value };
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

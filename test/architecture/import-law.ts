import { type Import, importsOf } from './imports.ts';
import type { FileMap } from './source-files.ts';

/** One row of the design's table: who may import what. */
interface Row {
  readonly zone: string;
  readonly owns: RegExp;
  /** Files of ours, beyond the zone's own. */
  readonly files: readonly RegExp[];
  /** Packages; `node:` stands for every built-in module, `@x/*` for a scope. */
  readonly libraries: readonly string[];
}

const DOMAIN = /^src\/domain\//;
const SCHEMA = ['typebox', 'ajv', 'ajv-formats'];
const DEVICE = ['mqtt', 'ws', 'ocpp-rpc', 'commander', ...SCHEMA, 'node:'];
const TERMINAL = ['commander', 'cli-table3', 'cli-progress'];
const NORTH =
  'fastify @fastify/* mercurius graphql graphql-request jose standardwebhooks cloudevents ' +
  'prom-client pino';

/**
 * Design, section 3. A file belongs to the first row that owns it; a file that no row owns is a
 * violation of its own.
 */
const LAW: readonly Row[] = [
  row('domain', /^src\/domain\//, [], [...SCHEMA, 'node:crypto']),
  row('store', /^src\/store\//, [DOMAIN], ['ioredis', 'node:']),
  row('jobs', /^src\/jobs\//, [DOMAIN], ['bullmq', 'node:']),
  row('gateway', /^src\/gateway\//, [DOMAIN], [...NORTH.split(' '), ...SCHEMA, 'node:']),
  row('adapters/mqtt', /^src\/adapters\/mqtt\//, [DOMAIN], ['aedes', 'mqtt', ...SCHEMA, 'node:']),
  row('adapters/ocpp', /^src\/adapters\/ocpp\//, [DOMAIN], ['ocpp-rpc', 'ws', ...SCHEMA, 'node:']),
  row(
    'adapters/pki',
    /^src\/adapters\/pki\//,
    [DOMAIN],
    ['@peculiar/x509', 'reflect-metadata', 'jose', 'node:'],
  ),
  row(
    'adapters/registry',
    /^src\/adapters\/registry\.ts$/,
    [DOMAIN, /^src\/adapters\/[^/]+\/adapter\.ts$/],
    [],
  ),
  row(
    'cli/start',
    /^src\/cli\/start\.ts$/,
    [/^src\/cli\//, /^src\/(main|config)\.ts$/],
    ['commander', 'node:'],
  ),
  row('cli', /^src\/cli\//, [], [...TERMINAL, 'graphql-request', 'graphql', 'node:']),
  row('config', /^src\/config(\.ts$|\/)/, [], [...SCHEMA, 'node:']),
  row('main', /^src\/main(\.ts$|\/)/, [/^src\/(?!cli\/)/], ['*']),
  row(
    'simulators/lib',
    /^simulators\/lib\//,
    [],
    ['mqtt', 'ws', '@peculiar/x509', 'reflect-metadata', ...SCHEMA, ...TERMINAL, 'node:'],
  ),
  row(
    'simulators/mqtt-heat-pump',
    /^simulators\/mqtt-heat-pump\//,
    [/^simulators\/lib\//],
    [...DEVICE, '@peculiar/x509', 'reflect-metadata', 'jose'],
  ),
  ...['mqtt-battery', 'ocpp-charger'].map((name) =>
    row(`simulators/${name}`, new RegExp(`^simulators/${name}/`), [/^simulators\/lib\//], DEVICE),
  ),
  // It starts the product as a program and looks at it from outside, as the tests do.
  row(
    'bench',
    /^bench\//,
    [/^src\/cli\/(failure|interruption|options|ready-child)\.ts$/, /^src\/store\/redis\//],
    ['*'],
  ),
];

function row(zone: string, owns: RegExp, files: RegExp[], libraries: readonly string[]): Row {
  return { zone, owns, files, libraries };
}

/** Every breach of the import law in `src`, `simulators` and `bench`, one line each. */
export function brokenImportLaw(files: FileMap): string[] {
  return [...files].flatMap(([path, text]) => {
    const owner = LAW.find(({ owns }) => owns.test(path));
    if (owner === undefined) return [`${path} belongs to no folder of the design`];
    const imports = importsOf(path, text);
    return [
      ...imports.filter((one) => !isAllowed(one, owner)).map((one) => describe(path, one, owner)),
      ...imports.filter(lacksEnding).map((one) => `${path} imports ${one.specifier} without .ts`),
      ...barrel(path),
      ...readsEnvironment(path, text),
    ];
  });
}

function isAllowed({ file, library }: Import, { owns, files, libraries }: Row): boolean {
  if (file !== undefined) return owns.test(file) || files.some((pattern) => pattern.test(file));
  return libraries.some((name) => {
    if (name === '*') return true;
    if (name === 'node:') return library!.startsWith('node:');
    return name.endsWith('/*') ? library!.startsWith(name.slice(0, -1)) : library === name;
  });
}

function describe(path: string, { specifier, file }: Import, { zone }: Row): string {
  return `${path} (${zone}) must not import ${file ?? specifier}`;
}

/** Node runs TypeScript as it stands and guesses no file endings. */
function lacksEnding({ file }: Import): boolean {
  return file !== undefined && !/\.(ts|json)$/.test(file);
}

function barrel(path: string): string[] {
  return /(^|\/)index\.ts$/.test(path) ? [`${path} is a barrel file`] : [];
}

function readsEnvironment(path: string, text: string): string[] {
  if (path === 'src/config.ts' || /^(simulators|bench)\//.test(path)) return [];
  const reads = /^(?!\s*(\*|\/\/)).*process\s*(\.env\b|\[['"]env['"]\])/m.test(text);
  return reads ? [`${path} reads process.env, which only src/config.ts may`] : [];
}

/** Every import cycle, once, as `a -> b -> a`. Imports of types count as well. */
export function importCycles(files: FileMap): string[] {
  const targets = new Map(
    [...files].map(([path, text]) => [
      path,
      importsOf(path, text)
        .map(({ file }) => file)
        .filter((file) => file !== undefined && files.has(file)) as string[],
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of files.keys()) visit(path, []);
  return cycles;
}

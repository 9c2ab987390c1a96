import { describe, expect, it } from 'vitest';
import { brokenImportLaw, importCycles } from './import-law.ts';
import { importsOf } from './imports.ts';
import { readTree, within } from './source-files.ts';

const code = within(readTree(), ['src', 'simulators', 'bench']);

function broken(path: string, text: string): string[] {
  return brokenImportLaw(new Map([[path, text]]));
}

describe('this code', () => {
  it('keeps the import law', () => {
    expect(brokenImportLaw(code)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(importCycles(code)).toEqual([]);
  });
});

describe('the import law', () => {
  it.each([
    ['src/domain/a.ts', "import { Redis } from 'ioredis';"],
    ['src/domain/a.ts', "import { readFileSync } from 'node:fs';"],
    ['src/domain/a.ts', "import { b } from '../store/b.ts';"],
    ['src/store/a.ts', "import type { Lane } from '../jobs/lane.ts';"],
    ['src/store/a.ts', "import { Queue } from 'bullmq';"],
    ['src/jobs/a.ts', "import { Redis } from 'ioredis';"],
    ['src/jobs/a.ts', "import { b } from '../store/b.ts';"],
    ['src/gateway/a.ts', "import { b } from '../adapters/mqtt/b.ts';"],
    ['src/gateway/a.ts', "export * from '../jobs/b.ts';"],
    ['src/gateway/a.ts', "import aedes from 'aedes';"],
    ['src/adapters/mqtt/a.ts', "import { b } from '../ocpp/b.ts';"],
    ['src/adapters/ocpp/a.ts', "import mqtt from 'mqtt';"],
    ['src/adapters/registry.ts', "import { b } from './mqtt/topics.ts';"],
    ['src/cli/admin.ts', "import { b } from '../domain/b.ts';"],
    ['src/cli/admin.ts', "const { startGateway } = await import('../main.ts');"],
    ['src/cli/admin.ts', "import { parseConfig } from '../config.ts';"],
    ['src/main.ts', "import { run } from './cli/start.ts';"],
    ['src/gateway/a.ts', "import { startGateway } from '../main.ts';"],
    ['simulators/lib/a.ts', "import { b } from '../../src/domain/b.ts';"],
    ['simulators/lib/a.ts', "import { b } from '../ocpp-charger/b.ts';"],
    ['simulators/ocpp-charger/a.ts', "import { b } from '../mqtt-battery/b.ts';"],
    ['simulators/ocpp-charger/a.ts', "import Fastify from 'fastify';"],
    ['bench/a.ts', "import { b } from '../src/domain/b.ts';"],
    ['bench/floor/a.ts', "import { b } from '../../src/store/scripts.ts';"],
    ['bench/devices/a.ts', "import { b } from '../../simulators/lib/b.ts';"],
    ['src/cli/bench.ts', "const { run } = await import('../../bench/main.ts');"],
    ['src/other/a.ts', ''],
    ['src/domain/index.ts', ''],
    ['src/domain/a.ts', "import { b } from './b';"],
    ['src/jobs/a.ts', 'const level = process.env.LOG_LEVEL;'],
    ['src/jobs/a.ts', "const level = process['env'];"],
    ['src/store/a.ts', "import {\n  one,\n  two,\n} from '../gateway/b.ts';"],
  ])('is broken by %s with %j', (path, text) => {
    expect(broken(path, text)).toHaveLength(1);
  });

  it.each([
    ['src/domain/a.ts', "import { Type } from 'typebox';\nimport type { B } from './ports/b.ts';"],
    ['src/store/a.ts', "import { Redis } from 'ioredis';\nimport { b } from '../domain/b.ts';"],
    ['src/jobs/a.ts', "import { Queue } from 'bullmq';"],
    ['src/gateway/a.ts', "import helmet from '@fastify/helmet';"],
    ['src/adapters/registry.ts', "import { b } from './mqtt/adapter.ts';"],
    ['src/cli/start.ts', "const { startGateway } = await import('../main.ts');"],
    ['src/main.ts', "import { b } from './adapters/mqtt/b.ts';\nimport { c } from './store/c.ts';"],
    ['src/config.ts', 'const { env } = process; const level = process.env.LOG_LEVEL;'],
    ['src/jobs/a.ts', '// the configuration reads process.env for us'],
    ['simulators/ocpp-charger/a.ts', "import { b } from '../lib/b.ts';\nimport ws from 'ws';"],
    ['bench/floor/a.ts', "import { b } from '../b.ts';\nimport { Aedes } from 'aedes';"],
    ['bench/a.ts', "import { startChild } from '../src/cli/ready-child.ts';"],
    ['bench/a.ts', 'const path = process.env.PATH;'],
  ])('is kept by %s with %j', (path, text) => {
    expect(broken(path, text)).toEqual([]);
  });

  it('sees static, type, side-effect and dynamic imports', () => {
    const text = [
      "import a from 'a';",
      "import type { B } from '@b/b/deep';",
      "import 'c';",
      "export { d } from './d.ts';",
      "const e = await import('node:fs');",
    ].join('\n');
    expect(importsOf('x/y.ts', text).map(({ file, library }) => file ?? library)).toEqual([
      'a',
      '@b/b',
      'x/d.ts',
      'c',
      'node:fs',
    ]);
  });

  it('finds a cycle over three files, and none in a diamond', () => {
    const cycle = new Map([
      ['src/a.ts', "import { b } from './b.ts';"],
      ['src/b.ts', "import type { C } from './c.ts';"],
      ['src/c.ts', "import { a } from './a.ts';"],
    ]);
    expect(importCycles(cycle)).toEqual(['src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts']);
    const diamond = new Map([
      ['src/a.ts', "import { b } from './b.ts';\nimport { c } from './c.ts';"],
      ['src/b.ts', "import { c } from './c.ts';"],
      ['src/c.ts', ''],
    ]);
    expect(importCycles(diamond)).toEqual([]);
  });
});

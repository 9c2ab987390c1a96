import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { expect, it } from 'vitest';
import config from '../../../codegen.ts';

it('keeps the generated types in step with the schema', { timeout: 30_000 }, async () => {
  const [output] = await generate({ ...config, silent: true, noSilentErrors: true }, false);
  const committed = readFileSync('src/gateway/graphql/generated.ts', 'utf8');
  expect(output?.content, 'run: npm run codegen').toBe(committed);
});

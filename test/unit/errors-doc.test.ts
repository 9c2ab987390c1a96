import { expect, it } from 'vitest';
import { errorRegistry } from '../../src/gateway/errors/registry.ts';
import type { RegistryEntry } from '../../src/gateway/errors/registry-entry.ts';

const intro = `# Errors

Every code that a client may see in \`errors[].extensions.errorCode\`. Business errors come with
HTTP 200, \`rate_limited\` with 429; a bad document is HTTP 400 with message and locations only.
\`KT-CT-...\` are the codes of the Kraken API, lower-case words are the gateway's own. Kept in step
with \`src/gateway/errors/registry.ts\` by \`test/unit/errors-doc.test.ts\`: after a change run
\`npx vitest run --project unit test/unit/errors-doc.test.ts -u\`.

Beside the code: \`errorType\` (and the same as \`errorClass\`), \`errorDescription\`, and where it
applies \`validationErrors\` (\`message\`, \`inputPath\`, \`code\`), \`boostChargeRefusalReasons\`,
\`testChargeRefusalReasons\`, \`reason\` (\`code\`, \`detail\`, \`limit\`, \`actual\`,
\`earliestAt\`), \`transactionId\` (the stored REFUSED transaction), \`logId\`.

\`deviceTransaction(id)\` of another account is no error: it is null, as of an unknown id.

| Code | Type | Message | When it arises, and what to do |
|---|---|---|---|
`;

it('keeps docs/errors.md in step with the registry', async () => {
  const entries: [string, RegistryEntry][] = Object.entries(errorRegistry);
  const rows = entries.map(
    ([code, { errorType, message, meaning }]) =>
      `| \`${code}\` | ${errorType} | ${message} | ${meaning} |\n`,
  );
  await expect(intro + rows.join('')).toMatchFileSnapshot('../../docs/errors.md');
});

it('ends every text of the registry as a sentence', () => {
  for (const entry of Object.values(errorRegistry)) {
    for (const text of [entry.message, entry.description, entry.meaning]) {
      expect(text).toMatch(/\.$/);
    }
  }
});

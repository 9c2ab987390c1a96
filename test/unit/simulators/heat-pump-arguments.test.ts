import { expect, test, vi } from 'vitest';
import { main } from '../../../simulators/mqtt-heat-pump/main.ts';

test.each([
  ['--class boiler', /controller, unit/],
  ['--first-day friday', /sunday, monday/],
  ['--timezone Mars/Olympus', /--timezone Mars\/Olympus: not a zone/],
  ['--account A-1', /need --provision-url/],
  ['--provision-url http://x --account A-1', /needs --provision-key/],
  ['--provision-url http://x --provision-key k', /needs --account/],
  ['--provision-url x --provision-key k --account A-1', /--provision-url x: not an address/],
  ['--class unit --factory', /has no factory key/],
  ['--factory-keys /no/such/folder/keys.csv', /--factory-keys/],
  ['--factory --state /dev/null/x', /--state/],
])('%s ends with 2', async (line, why) => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    expect(await main(line.split(' '))).toBe(2);
  } finally {
    write.mockRestore();
  }
  expect(said.join('')).toMatch(why);
});

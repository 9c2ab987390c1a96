import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askAgain } from '../../src/cli/ask-again.ts';

const euid = '001e5e0902ba5d84';

/** Asks with a stream that stands for a terminal; `type` is what somebody does there. */
function ask(type: (input: PassThrough) => void, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  const asked = askAgain(euid, { input, output });
  type(input);
  return asked;
}

describe('asking for the EUID again', () => {
  it.each([euid, '00:1E:5E:09:02:BA:5D:84', ' 00-1e-5e-09-02-ba-5d-84 '])(
    'goes on after %j',
    async (typed) => {
      await expect(ask((input) => input.write(`${typed}\n`))).resolves.toBeUndefined();
    },
  );

  it.each(['', 'yes', '001e5e0902ba5d85'])('does nothing after %j', async (typed) => {
    const asked = ask((input) => input.write(`${typed}\n`));
    await expect(asked).rejects.toMatchObject({ failure: { exitCode: 2 } });
  });

  it.each([
    ['the end of the input', (input: PassThrough) => void input.end()],
    ['Ctrl-C', (input: PassThrough) => void input.write('\u0003')],
    ['Ctrl-D', (input: PassThrough) => void input.write('\u0004')],
  ])('does nothing after %s', async (_name, type) => {
    await expect(ask(type)).rejects.toMatchObject({
      failure: { what: 'nothing was done', exitCode: 130 },
    });
  });

  it('does not wait where nobody can type', async () => {
    const asked = ask(() => undefined, false);
    await expect(asked).rejects.toMatchObject({ failure: { exitCode: 2, remedy: 'add --yes' } });
  });
});

import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CliFailure, EXIT } from './failure.ts';
import { parseEuid, toColonForm } from './installer-options.ts';

/** Where somebody types; a terminal, or what stands for one. */
export type Asking = {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
};

/**
 * Lets the EUID be typed again before something is done that cannot be taken back.
 * @throws CliFailure 2 when it is another one or nobody can type, 130 for Ctrl-C and Ctrl-D.
 */
export async function askAgain(euid: string, { input, output }: Asking): Promise<void> {
  if (!input.isTTY) {
    const why = 'the EUID is typed again to be sure, and stdin is no terminal';
    throw notDone({ why, remedy: 'add --yes', exitCode: EXIT.usage });
  }
  const prompt = createInterface({ input, output });
  const question = `This revokes the certificate of ${toColonForm(euid)}. Type the EUID again: `;
  try {
    // Ctrl-C and Ctrl-D reject the question, or only close it where no terminal is behind it.
    const typed = prompt.question(question).catch(() => null);
    const answer = await Promise.race([typed, once(prompt, 'close').then(() => null)]);
    if (answer !== null && isSame(answer, euid)) return;
    if (answer !== null) {
      const remedy = 'compare it with the one that is printed on the controller, and try again';
      throw notDone({ why: 'what was typed is another EUID', remedy, exitCode: EXIT.usage });
    }
  } finally {
    prompt.close();
  }
  output.write('\n');
  const why = 'it was ended before the EUID was typed';
  throw notDone({ why, remedy: 'type the command again', exitCode: EXIT.interrupted });
}

function isSame(typed: string, euid: string): boolean {
  try {
    return parseEuid(typed) === euid;
  } catch {
    return false;
  }
}

function notDone(failure: { why: string; remedy: string; exitCode: number }): CliFailure {
  return new CliFailure({ what: 'nothing was done', ...failure });
}

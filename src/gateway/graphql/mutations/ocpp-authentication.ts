import { invalidInput } from '../../errors/api-error.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { showKrakenflexDevice } from '../show-device.ts';

const words: ErrorWords = {
  codes: { invalid_parameters: 'KT-CT-4310' },
  inputPaths: {
    identity: ['input', 'details', 'identity'],
    password: ['input', 'details', 'password'],
  },
};

const detailsLengthMax = 4_096;

/** Sets what a charge point of the account signs in with. */
export const ocppAuthentication: MutationResolvers['ocppAuthentication'] = async (
  _root,
  args,
  context,
) => {
  const { accountNumber, details } = requireInput(args.input, 'KT-CT-4310');
  const caller = await context.caller();
  const { identity, password } = parseDetails(details);
  const state = await inWordsOf(words, () =>
    context.parts.registerDevice.setChargerSignIn({
      caller,
      accountNumber,
      identity,
      password,
    }),
  );
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, state) };
};

/** Other members are allowed: the text is opaque to the public API's clients. */
function parseDetails(text: string): { identity: string; password: string } {
  const details = text.length > detailsLengthMax ? null : parseJson(text);
  const { identity, password } = (details ?? {}) as { identity?: unknown; password?: unknown };
  if (typeof identity === 'string' && typeof password === 'string') return { identity, password };
  const message = 'details must be JSON text: {"identity": "...", "password": "..."}';
  throw invalidInput('KT-CT-4310', { message, inputPath: ['input', 'details'] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

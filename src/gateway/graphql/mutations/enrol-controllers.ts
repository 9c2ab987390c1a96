import { inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

const lineCharacters = 64;

/** Puts factory keys on the allow-list of controllers. */
export const enrolControllers: MutationResolvers['enrolControllers'] = async (
  _root,
  { input },
  context,
) => {
  const caller = await context.caller();
  const keys = input.controllers.map(({ euid, publicKey }) => ({
    euid,
    spkiPem: toPem(publicKey),
  }));
  const list = ['input', 'controllers'];
  const places = keys.map((_key, index) => [String(index), [...list, String(index)]]);
  // The domain calls it a key, the input a public key; both places are the input's.
  const words = {
    inputPaths: { keys: list, ...Object.fromEntries(places) },
    innerNames: { key: 'publicKey' },
  };
  return await inWordsOf(words, () => context.parts.provisioning.enrol(caller, keys));
};

/** Base64 of the DER with PEM's frame around it; what is PEM already stays as it is. */
function toPem(publicKey: string): string {
  const text = publicKey.trim();
  if (text.startsWith('-----')) return text;
  const lines = text.replaceAll(/\s/g, '').match(new RegExp(`.{1,${lineCharacters}}`, 'g')) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}

import { expect } from 'vitest';
import type { GraphqlAnswer } from './graphql-client.ts';
import type { Site } from './site.ts';

/** How a refusal is said: its extensions, and the reason of the stored transaction. */
export type ExpectedRefusal = { readonly words: object; readonly reason: string };

/** The refusal in the API's words, and the stored transaction that it names. */
export async function expectRefused(
  site: Site,
  answer: GraphqlAnswer,
  { words, reason }: ExpectedRefusal,
): Promise<void> {
  expect(answer).toMatchObject({ httpStatus: 200, transactionIds: {} });
  const [error] = answer.errors;
  expect(error?.extensions).toMatchObject(words);
  const id = String(error?.extensions?.['transactionId']);
  const stored = await site.read(id);
  expect(stored).toMatchObject({ status: 'REFUSED', seq: 0, attempt: 0, reason: { code: reason } });
}

/** Puts property 1 of an account somewhere, degrees. */
export async function placeHome(
  site: Site,
  accountNumber: string,
  home: { readonly latitude: number; readonly longitude: number },
): Promise<void> {
  const document = `mutation($input: SetPropertyLocationInput!) {
    setPropertyLocation(input: $input) { propertyId }
  }`;
  const input = { accountNumber, propertyId: 1, ...home };
  const answer = await site.api.send(document, { input });
  expect(answer.errors).toEqual([]);
}

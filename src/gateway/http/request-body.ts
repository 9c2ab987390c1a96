import { RequestError } from '../errors/request-error.ts';

const mediaTypes = ['application/json', 'application/graphql'];

/** Says which content types are taken. @throws RequestError 415. */
export function checkContentType(header: string | undefined): void {
  const mediaType = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaTypes.includes(mediaType)) return;
  const message = 'Send JSON with the header Content-Type: application/json.';
  throw new RequestError(415, message);
}

/** Names the field of a GraphQL request that is of the wrong kind. @throws RequestError 400. */
export function checkBody(body: unknown): void {
  if (!isObject(body)) {
    throw new RequestError(400, 'The body must be a JSON object with the field "query".');
  }
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || query.trim() === '') {
    throw new RequestError(400, 'The field "query" must be a GraphQL document as text.');
  }
  if (!isAbsent(operationName) && typeof operationName !== 'string') {
    throw new RequestError(400, 'The field "operationName" must be text or null.');
  }
  for (const [name, value] of Object.entries({ variables, extensions })) {
    if (!isAbsent(value) && !isObject(value)) {
      throw new RequestError(400, `The field "${name}" must be a JSON object or null.`);
    }
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

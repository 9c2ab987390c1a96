import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../errors/request-error.ts';

/** The gateway's own request headers (design section 6), checked. */
export type RequestHeaders = {
  readonly idempotencyKey: string | null;
  readonly clientReference: string | null;
  readonly onBehalfOf: string | null;
  readonly traceparent: string | null;
};

const visibleAscii = /^[\x21-\x7e]{1,255}$/;
const printable = /^[\x20-\x7e]{1,255}$/;
const traceparentForm =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Reads them. A malformed `traceparent` is ignored, as its specification wants.
 * @throws RequestError 400 naming the header that is malformed.
 */
export function parseRequestHeaders(headers: IncomingHttpHeaders): RequestHeaders {
  const traceparent = headers['traceparent'];
  const isTrace = typeof traceparent === 'string' && traceparentForm.test(traceparent);
  return {
    idempotencyKey: read(headers, 'Idempotency-Key', visibleAscii, 'visible ASCII characters'),
    clientReference: read(headers, 'Client-Reference', printable, 'printable ASCII characters'),
    onBehalfOf: read(headers, 'On-Behalf-Of', printable, 'printable ASCII characters'),
    traceparent: isTrace ? traceparent : null,
  };
}

function read(
  headers: IncomingHttpHeaders,
  name: string,
  form: RegExp,
  allowed: string,
): string | null {
  const value = headers[name.toLowerCase()];
  if (value === undefined) return null;
  if (typeof value === 'string' && form.test(value)) return value;
  throw new RequestError(400, `The header ${name} must be 1 to 255 ${allowed}.`);
}

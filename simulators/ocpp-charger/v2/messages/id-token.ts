import { isJsonObject, type JsonObject } from '../../rpc/frame.ts';
import type { Grant } from '../../station/station.ts';

/** A card held before the reader, unless the central system named the kind itself. */
const CARD = 'ISO14443';

/** IdTokenType of a permission. */
export function toIdToken({ tag, tokenType = CARD }: Grant): JsonObject {
  return { idToken: tag, type: tokenType };
}

/** The AuthorizationStatus in an answer that may carry an IdTokenInfo. */
export function tokenStatus(payload: JsonObject): unknown {
  const info = payload['idTokenInfo'];
  return isJsonObject(info) ? info['status'] : undefined;
}

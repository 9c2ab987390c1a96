import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';

/** C11: there is no authorisation cache that could be cleared. */
export const clearCache = makeCall2({
  action: 'ClearCache',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle: () => refuse('NotEnabled', 'no authorisation cache'),
});

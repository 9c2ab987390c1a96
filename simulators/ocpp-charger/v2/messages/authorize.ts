import type { Grant } from '../../station/station.ts';
import type { Station2 } from '../station.ts';
import { toIdToken, tokenStatus } from './id-token.ts';

/** Asks whether a token may charge (C01); offline LocalAuthorizeOffline decides (C13). */
export async function isTokenAccepted(station: Station2, grant: Grant): Promise<boolean> {
  const outcome = await station.outbox.call('Authorize', { idToken: toIdToken(grant) });
  switch (outcome.kind) {
    case 'result':
      return tokenStatus(outcome.payload) === 'Accepted';
    case 'error':
      return false;
    case 'timeout':
    case 'link-down':
      return station.own.model.flag('AuthCtrlr.LocalAuthorizeOffline');
  }
}

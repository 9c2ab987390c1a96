import type { JsonObject } from '../../rpc/frame.ts';
import { isJsonObject } from '../../rpc/frame.ts';
import type { Station16 } from '../station.ts';

/** Asks whether a tag may charge (OCPP 1.6 4.1); offline LocalAuthorizeOffline decides. */
export async function isTagAccepted(station: Station16, idTag: string): Promise<boolean> {
  const outcome = await station.outbox.call('Authorize', { idTag });
  switch (outcome.kind) {
    case 'result':
      return tagStatus(outcome.payload) === 'Accepted';
    case 'error':
      return false;
    case 'timeout':
    case 'link-down':
      return station.own.configuration.flag('LocalAuthorizeOffline');
  }
}

/** The AuthorizationStatus in an answer that carries an IdTagInfo (OCPP 1.6 7.27). */
export function tagStatus(payload: JsonObject): unknown {
  const info = payload['idTagInfo'];
  return isJsonObject(info) ? info['status'] : undefined;
}

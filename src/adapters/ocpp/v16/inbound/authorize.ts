import { isGatewayTag } from '../../sessions/session-report.ts';
import type { InboundHandler } from '../../version.ts';

/**
 * OCPP 1.6 4.1. The gateway's own tag is ours; others are accepted too, because who may charge at
 * a home is not the gateway's business (ocpp.md, "ensure procedure"). The tag is not logged.
 */
export const authorize: InboundHandler = async (params, { log }) => {
  const { idTag } = params as { idTag: string };
  if (!isGatewayTag(idTag)) log.info({}, 'a tag that is not ours was accepted');
  return { payload: { idTagInfo: { status: 'Accepted' } } };
};

import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 O03: what the station's display shows, which no command here changes. */
export const notifyDisplayMessages: InboundHandler = async (params, { log }) => {
  const { messageInfo } = params as { messageInfo?: readonly object[] };
  log.info({ messages: messageInfo?.length ?? 0 }, 'a charger lists its display messages');
  return { payload: {} };
};

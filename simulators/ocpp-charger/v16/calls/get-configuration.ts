import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = { readonly key?: readonly string[] };

/** OCPP 1.6 5.8: all keys, or those asked for and the names of those that do not exist. */
export const getConfiguration = makeInboundCall<Request>({
  action: 'GetConfiguration',
  schema: objectOf({ key: { type: 'array', items: { type: 'string', maxLength: 50 } } }),
  handle(station, { key: wanted = [] }) {
    const all = station.own.configuration.list();
    if (wanted.length === 0) return say({ configurationKey: all });
    const unknownKey = wanted.filter((name) => !all.some(({ key }) => key === name));
    return say({
      configurationKey: all.filter(({ key }) => wanted.includes(key)),
      ...(unknownKey.length > 0 && { unknownKey }),
    });
  },
});

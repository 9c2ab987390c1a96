import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

type Request = { readonly key: string; readonly value: string };

/** OCPP 1.6 5.3. */
export const changeConfiguration = makeInboundCall<Request>({
  action: 'ChangeConfiguration',
  schema: objectOf(
    { key: { type: 'string', maxLength: 50 }, value: { type: 'string', maxLength: 500 } },
    ['key', 'value'],
  ),
  accepted: { status: 'Accepted' },
  refused: { status: 'Rejected' },
  handle(station, { key, value }) {
    const status = station.own.configuration.judge(key, value);
    if (status !== 'Accepted') return say({ status });
    return {
      kind: 'result',
      payload: { status },
      effect() {
        station.own.configuration.change(key, value);
        if (key === 'HeartbeatInterval') station.restartHeartbeat();
        if (key === 'MeterValueSampleInterval') station.restartSampling();
      },
    };
  },
});

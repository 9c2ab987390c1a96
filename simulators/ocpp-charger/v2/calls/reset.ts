import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';

type Request = { readonly type: string; readonly evseId?: number };

/** B11, B12: the link is cut without a closing handshake, then the station boots. */
export const reset = makeCall2<Request>({
  action: 'Reset',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { type, evseId }) {
    if (evseId !== undefined) return refuse('UnsupportedParam', 'only the whole station resets');
    if (type !== 'Immediate' && type !== 'OnIdle') {
      return refuse('UnsupportedParam', `no reset ${type}`);
    }
    const { memory } = station.own;
    if (type === 'OnIdle' && memory.transaction !== undefined) {
      return {
        kind: 'result',
        payload: { status: 'Scheduled' },
        effect() {
          memory.resetsWhenIdle = true;
        },
      };
    }
    return {
      kind: 'result',
      payload: ACCEPTED,
      effect: () => station.reboot('Soft', 'RemoteReset'),
    };
  },
});

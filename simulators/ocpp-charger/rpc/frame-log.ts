import type { WireFrame } from '../../lib/wire-log.ts';
import type { Frame, Malformed } from './frame.ts';

/** A line of the wire log with OCPP's own `action`, which an answer has from its CALL. */
export type OcppWireFrame = WireFrame & { readonly action?: string };

const PROTOCOL = 'ocpp1.6';

/** The wire log's words for one message (simulators.md, "Wire log"). */
export function toWireFrame(
  direction: 'in' | 'out',
  frame: Frame | Malformed,
  action: string | undefined,
): OcppWireFrame {
  const line = { direction, protocol: PROTOCOL, id: frame.id ?? null, ...(action && { action }) };
  switch (frame.kind) {
    case 'call':
      return { ...line, type: 'CALL', action: frame.action, payload: frame.payload };
    case 'result':
      return { ...line, type: 'CALLRESULT', payload: frame.payload };
    case 'error': {
      const { code, description } = frame;
      return { ...line, type: 'CALLERROR', payload: { code, description } };
    }
    case 'malformed':
      return { ...line, type: 'MALFORMED', payload: frame.why };
  }
}

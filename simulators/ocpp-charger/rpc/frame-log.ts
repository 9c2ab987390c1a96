import type { WireFrame } from '../../lib/wire-log.ts';
import { type Call, type Frame, isJsonObject, type JsonObject, type Malformed } from './frame.ts';

/** A line of the wire log with OCPP's own `action`, which an answer has from its CALL. */
export type OcppWireFrame = WireFrame & { readonly action?: string };

/** The wire log's words for one message (simulators.md, "Wire log"). */
export function toWireFrame(
  frame: Frame | Malformed,
  about: {
    readonly direction: 'in' | 'out';
    /** The subprotocol. */
    readonly protocol: string;
    readonly action: string | undefined;
  },
): OcppWireFrame {
  const { direction, protocol, action } = about;
  const line = { direction, protocol, id: frame.id ?? null, ...(action && { action }) };
  switch (frame.kind) {
    case 'call':
      return { ...line, type: 'CALL', action: frame.action, payload: masked(frame) };
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

/** A password that a central system sets is nobody's business but the charge point's. */
function masked({ action, payload }: Call): JsonObject {
  const data = payload['setVariableData'];
  if (action !== 'SetVariables' || !Array.isArray(data)) return payload;
  return { ...payload, setVariableData: data.map(withoutPassword) };
}

function withoutPassword(wish: unknown): unknown {
  const isSecret = /BasicAuthPassword/i.test(JSON.stringify(wish));
  return isSecret && isJsonObject(wish) ? { ...wish, attributeValue: '***' } : wish;
}

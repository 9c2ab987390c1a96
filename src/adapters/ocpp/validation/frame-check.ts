import type { ErrorObject } from 'ajv';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import { type Fault, toFault } from './fault.ts';
import { findLeniency, type Leniency, type Model } from './leniency.ts';
import type { Half, MessageSchemas } from './message-schemas.ts';
import { repair } from './repair.ts';

/** Judges the payloads of one link by the schemas of its version; `null` = nothing is wrong. */
export type FrameCheck = {
  /** A CALL of the charger; put right in place where its model is forgiven that. */
  request(action: string, payload: unknown): Fault | null;
  /** Its CALLRESULT to a CALL of ours; likewise. */
  response(action: string, payload: unknown): Fault | null;
  /** What we are about to send: nothing is forgiven. */
  own(action: string, half: Half, payload: unknown): Fault | null;
  /** Who it is, as far as this link knows: by {@link meet}, then by its own BootNotification. */
  readonly model: Model | null;
  meet(model: Model): void;
};

type CheckOptions = {
  readonly schemas: MessageSchemas;
  readonly subprotocol: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
};

/** One payload is put right so often at most; each repair ends one error of Ajv. */
const REPAIRS_MAX = 64;
const NAME_CHARS_MAX = 100;

/** Makes the check of one link. */
export function makeFrameCheck(options: CheckOptions): FrameCheck {
  const { schemas, subprotocol, clock, metrics } = options;
  let model: Model | null = null;
  let leniency = findLeniency(model);

  function meet(other: Model): void {
    model = other;
    leniency = findLeniency(other);
  }

  function judge(action: string, half: Half, payload: unknown, forgiven: Leniency | null) {
    const isValid = schemas(subprotocol, action, half);
    if (!isValid) return { code: 'NotImplemented', path: '' } as const;
    for (let turn = 0; !isValid(payload); turn += 1) {
      // Ajv says nothing of what it found only when it found nothing.
      const error = isValid.errors?.[0] as ErrorObject;
      const done =
        turn < REPAIRS_MAX && isObject(payload) ? tryRepair(payload, error, forgiven) : null;
      if (done === null) return toFault(error, subprotocol);
      metrics.count('frames_repaired', { protocol: 'ocpp', repair: done });
    }
    return null;
  }

  function tryRepair(payload: object, error: ErrorObject, forgiven: Leniency | null) {
    return forgiven && repair(payload, error, { leniency: forgiven, nowMs: clock.nowMs() });
  }

  return {
    request(action, payload) {
      // Before it is judged: what it is forgiven depends on who sends it.
      const boot = action === 'BootNotification' ? readModel(payload) : null;
      if (boot) meet(boot);
      return judge(action, 'request', payload, leniency);
    },
    response: (action, payload) => judge(action, 'response', payload, leniency),
    own: (action, half, payload) => judge(action, half, payload, null),
    get model() {
      return model;
    },
    meet,
  };
}

/** The names in a BootNotification that nobody has checked yet (1.6 6.3; 2.0.1 1.7). */
function readModel(payload: unknown): Model | null {
  if (!isObject(payload)) return null;
  const station = payload['chargingStation'];
  const [make, model] = isObject(station)
    ? [station['vendorName'], station['model']]
    : [payload['chargePointVendor'], payload['chargePointModel']];
  if (typeof make !== 'string' || typeof model !== 'string') return null;
  return { make: make.slice(0, NAME_CHARS_MAX), model: model.slice(0, NAME_CHARS_MAX) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

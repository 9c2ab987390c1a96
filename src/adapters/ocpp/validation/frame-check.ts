import type { ErrorObject } from 'ajv';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Metrics } from '../../../domain/ports/metrics.ts';
import { type Fault, toFault } from './fault.ts';
import { findLeniency, type Leniency, type Model } from './leniency.ts';
import type { Half, MessageSchemas } from './message-schemas.ts';
import { repair } from './repair.ts';

/** What every link of the adapter judges by. */
export type CheckShare = {
  readonly schemas: MessageSchemas;
  readonly clock: Clock;
  readonly metrics: Metrics;
};

/** One payload is put right so often at most; each repair ends one error of Ajv. */
const REPAIRS_MAX = 64;
const NAME_CHARS_MAX = 100;

/** Judges the payloads of one link by the schemas of its version; `null` = nothing is wrong. */
export class FrameCheck {
  readonly #share: CheckShare;
  readonly #subprotocol: string;
  #model: Model | null = null;
  #leniency: Leniency | null = findLeniency(null);

  constructor(share: CheckShare, subprotocol: string) {
    this.#share = share;
    this.#subprotocol = subprotocol;
  }

  /** Who it is, as far as this link knows: by {@link meet}, then by its own BootNotification. */
  get model(): Model | null {
    return this.#model;
  }

  meet(model: Model): void {
    this.#model = model;
    this.#leniency = findLeniency(model);
  }

  /** A CALL of the charger; put right in place where its model is forgiven that. */
  request(action: string, payload: unknown): Fault | null {
    // Before it is judged: what it is forgiven depends on who sends it.
    const boot = action === 'BootNotification' ? readModel(payload) : null;
    if (boot) this.meet(boot);
    return this.#judge(action, 'request', payload, this.#leniency);
  }

  /** Its CALLRESULT to a CALL of ours; likewise. */
  response(action: string, payload: unknown): Fault | null {
    return this.#judge(action, 'response', payload, this.#leniency);
  }

  /** What we are about to send: nothing is forgiven. */
  own(action: string, half: Half, payload: unknown): Fault | null {
    return this.#judge(action, half, payload, null);
  }

  #judge(action: string, half: Half, payload: unknown, forgiven: Leniency | null): Fault | null {
    const { schemas, metrics } = this.#share;
    const isValid = schemas(this.#subprotocol, action, half);
    if (!isValid) return { code: 'NotImplemented', path: '' };
    for (let turn = 0; !isValid(payload); turn += 1) {
      // Ajv says nothing of what it found only when it found nothing.
      const error = isValid.errors?.[0] as ErrorObject;
      const mayRepair = turn < REPAIRS_MAX && isObject(payload);
      const done = mayRepair ? this.#tryRepair(payload, error, forgiven) : null;
      if (done === null) return toFault(error, this.#subprotocol);
      metrics.count('frames_repaired', { protocol: 'ocpp', repair: done });
    }
    return null;
  }

  #tryRepair(payload: object, error: ErrorObject, leniency: Leniency | null) {
    const nowMs = this.#share.clock.nowMs();
    return leniency && repair(payload, error, { leniency, nowMs });
  }
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

import { CallError } from './call-error.ts';
import type { Charger } from './charger.ts';
import { FrameTap, maskFrame } from './frame-tap.ts';
import { InboundLane } from './inbound-lane.ts';
import { InvalidReport } from './invalid-report.ts';
import type { Liveness } from './liveness.ts';
import type { ChannelListener, Exchange, Invalid } from './rpc-channel.ts';
import type { OcppPorts } from './settings.ts';
import type { InboundHandler, OcppVersion } from './version.ts';

/** What the ears of a link ask of it. */
export type EarsHost = {
  /** Resolves when the link has its epoch, or never will: nothing is served before. */
  readonly opened: Promise<void>;
  onFlood(): void;
  onClosed(code: number): void;
};

const frameLabels = { protocol: 'ocpp' } as const;

/** What one link hears: frames are logged and counted, CALLs are served in their turn. */
export class ChargerEars implements ChannelListener {
  readonly #host: EarsHost;
  readonly #charger: Charger;
  readonly #liveness: Liveness;
  readonly #inbound: OcppVersion['inbound'];
  readonly #tap: FrameTap;
  readonly #lane: InboundLane;
  readonly #report: InvalidReport;

  constructor(
    host: EarsHost,
    parts: {
      readonly charger: Charger;
      readonly liveness: Liveness;
      readonly version: OcppVersion;
      readonly ports: OcppPorts;
    },
  ) {
    const { charger, ports } = parts;
    this.#host = host;
    this.#charger = charger;
    this.#liveness = parts.liveness;
    this.#inbound = parts.version.inbound;
    this.#tap = new FrameTap(ports, charger.device.id);
    this.#lane = new InboundLane(this);
    this.#report = new InvalidReport(charger.log, ports.metrics);
  }

  get opened(): Promise<void> {
    return this.#host.opened;
  }

  isGone(): boolean {
    return this.#charger.gone.aborted;
  }

  onFlood(): void {
    this.#host.onFlood();
  }

  onFrame(text: string): void {
    const { log, memory, metrics } = this.#charger;
    this.#tap.heard(text);
    log.trace({ frame: { toJSON: () => maskFrame(text) } }, 'frame in');
    this.#liveness.onFrame();
    memory.hear();
    metrics.count('inbound_frames', frameLabels);
  }

  onSent(text: string): void {
    this.#tap.sent(text);
  }

  onPong(): void {
    this.#liveness.onPong();
  }

  onInvalid(invalid: Invalid): void {
    this.#report.tell(invalid);
  }

  onClosed(code: number): void {
    this.#host.onClosed(code);
  }

  onAnswered(messageId: string): void {
    this.#lane.onAnswered(messageId);
  }

  /** Any action that the version does not have is refused at once, as the library does. */
  onCall(action: string, messageId: string, exchange: Exchange): Promise<object> {
    const handler = Object.hasOwn(this.#inbound, action) ? this.#inbound[action] : undefined;
    if (!handler) {
      const error = new CallError('NotImplemented', `Unable to handle '${action}' calls`);
      return Promise.reject(error);
    }
    const run = (params: unknown) => this.#serve(action, handler, params);
    return this.#lane.serve({ messageId, exchange, run });
  }

  /** Serves nothing any more. */
  close(): void {
    this.#lane.close();
  }

  async #serve(action: string, handler: InboundHandler, params: unknown) {
    try {
      return await handler(params, this.#charger);
    } catch (error) {
      // What the handler itself answers is no failure.
      if (error instanceof CallError) throw error;
      const isGone = this.isGone();
      const fields = isGone ? { action } : { action, err: error };
      this.#charger.log[isGone ? 'info' : 'warn'](fields, 'a message of a charger was not served');
      throw new CallError('InternalError', 'the message could not be stored, send it again', error);
    }
  }
}

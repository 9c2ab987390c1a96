import type { SimClock } from '../../lib/clock.ts';
import type { JsonObject } from '../rpc/frame.ts';
import type { CallOutcome } from '../rpc/outbox.ts';

/** OCPP 1.6 7.43 RegistrationStatus; `Unknown` before any answer. */
export type RegistrationStatus = 'Unknown' | 'Accepted' | 'Pending' | 'Rejected';

/** Why a boot is told (OCPP 2.0.1 BootReasonEnumType); 1.6 has no field for it. */
export type BootReason =
  | 'LocalReset'
  | 'PowerUp'
  | 'RemoteReset'
  | 'ScheduledReset'
  | 'Triggered'
  | 'Unknown';

/** What a boot needs: a way to call and someone to tell. */
export type BootOptions = {
  readonly clock: SimClock;
  readonly call: (action: string, payload: JsonObject) => Promise<CallOutcome>;
  readonly request: (reason: BootReason) => JsonObject;
  readonly onAccepted: (intervalSeconds: number) => void;
};

/** Our own interval when the central system leaves it to us (OCPP 1.6 4.2: interval 0). */
const OWN_INTERVAL_SECONDS = 60;

/**
 * BootNotification and its repetition (OCPP 1.6 4.2).
 * Unknown, Pending or Rejected: asked again after the interval given, or a minute. Accepted: the
 * interval is that of the heartbeat. The status outlives a lost link, not a reboot.
 */
export class Boot {
  readonly #options: BootOptions;
  #status: RegistrationStatus = 'Unknown';
  #reason: BootReason = 'PowerUp';
  #cancelRepeat: () => void = () => {};

  constructor(options: BootOptions) {
    this.#options = options;
  }

  get status(): RegistrationStatus {
    return this.#status;
  }

  /** Sends the notification now; without a reason with that of the last boot. */
  async send(reason = this.#reason): Promise<void> {
    this.pause();
    const request = this.#options.request(reason);
    const outcome = await this.#options.call('BootNotification', request);
    switch (outcome.kind) {
      case 'result':
        this.#onAnswer(outcome.payload);
        break;
      case 'error':
      case 'timeout':
        this.#repeatAfter(OWN_INTERVAL_SECONDS);
        break;
      case 'link-down':
        break;
    }
  }

  /** Stops repeating: the link is down. */
  pause(): void {
    this.#cancelRepeat();
    this.#cancelRepeat = () => {};
  }

  /** The charge point loses its memory of having been accepted, and boots for this reason. */
  forget(reason: BootReason): void {
    this.pause();
    this.#reason = reason;
    this.#status = 'Unknown';
  }

  #onAnswer(payload: JsonObject): void {
    const status = payload['status'];
    const given = Number(payload['interval']);
    const intervalSeconds = given > 0 ? given : OWN_INTERVAL_SECONDS;
    if (status === 'Accepted') {
      this.#status = 'Accepted';
      // Whoever boots again without a reboot knows no reason.
      this.#reason = 'Unknown';
      this.#options.onAccepted(intervalSeconds);
      return;
    }
    if (status === 'Pending' || status === 'Rejected') this.#status = status;
    this.#repeatAfter(intervalSeconds);
  }

  #repeatAfter(seconds: number): void {
    this.pause();
    this.#cancelRepeat = this.#options.clock.after(seconds * 1_000, () => void this.send());
  }
}

import { makeClock, type SimClock } from '../lib/clock.ts';
import type { ActionResult, DeviceAction, SimulatedDevice } from '../lib/device.ts';
import { messageOf } from '../lib/errors.ts';
import type { DeviceFaults } from '../lib/fault-plan.ts';
import type { DeviceParts } from '../lib/fleet.ts';
import { makeRandom } from '../lib/random.ts';
import type { Character } from './character.ts';
import type { Dialect } from './dialect.ts';
import type { Location } from './hardware/location.ts';
import type { Supply } from './hardware/power-path.ts';
import type { Vehicle } from './hardware/vehicle.ts';
import {
  type Call,
  type Frame,
  formatFrame,
  type Malformed,
  type OwnIds,
  parseFrame,
} from './rpc/frame.ts';
import { toWireFrame } from './rpc/frame-log.ts';
import type { Answer } from './rpc/inbound-call.ts';
import { type AnswerWire, type ResponderOptions, respond } from './rpc/responder.ts';
import { actOn } from './station/owner-actions.ts';
import { Repeater } from './station/repeater.ts';
import type { StationRuntime } from './station/station-runtime.ts';
import { describeStation } from './station/station-state.ts';
import { greet } from './transport/connect-fault.ts';
import { type Keyring, makeKeyring } from './transport/keyring.ts';
import { type LinkAddress, WebSocketLink } from './transport/websocket-link.ts';

/** What a charge point is made with, beyond what every simulated device gets. */
export type ChargePointOptions = DeviceParts & {
  readonly address: LinkAddress;
  readonly dialect: Dialect;
  readonly character: Character;
  readonly supply: Supply;
  readonly isPlugged: boolean;
  readonly vehicle: Vehicle;
  readonly location: Location | undefined;
  readonly startsByItself: boolean;
  readonly localTag: string;
  /** Wall time a CALL of ours waits for its answer. */
  readonly callTimeoutMs: number;
};

const GARBAGE = '[3,"garbage",{"status":';

/**
 * A charge point that speaks OCPP-J: the station, its websocket and what goes between them.
 * `start` resolves with the first accepted BootNotification; `stop` frees every socket and timer.
 */
export class ChargePoint implements SimulatedDevice {
  readonly id: string;
  readonly faults: DeviceFaults;
  readonly station: StationRuntime;

  readonly #options: ChargePointOptions;
  readonly #clock: SimClock;
  readonly #link: WebSocketLink;
  readonly #pings: Repeater;
  readonly #ownIds: OwnIds;
  readonly #keyring: Keyring;
  readonly #accepted = Promise.withResolvers<void>();
  #onAccepted: () => void = () => {};
  #isDeaf = false;
  #lastFailure: string | undefined;

  constructor(options: ChargePointOptions) {
    this.id = options.id;
    this.faults = options.faults;
    this.#options = options;
    this.#clock = makeClock(options.speed);
    this.#ownIds = options.character.numericIds ? 'number' : 'text';
    this.#keyring = makeKeyring(options.address);
    this.#link = new WebSocketLink({
      address: () => this.#keyring.address,
      subprotocol: options.dialect.subprotocol,
      clock: this.#clock,
      random: makeRandom(options.seed, `${options.id}/back-off`),
      opensSecond: options.character.opensSecondSocket,
      listener: {
        onUp: () => this.#onUp(),
        onText: (text) => this.#onText(text),
        onDown: () => this.#onDown(),
        onFailure: (why) => this.#onFailure(why),
        onSecond: (kept) => this.#log({ event: 'second-socket', kept }),
      },
    });
    this.#pings = new Repeater(this.#clock, () => this.#link.ping());
    this.station = options.dialect.makeStation({
      ...options,
      clock: this.#clock,
      log: (event) => this.#log(event),
      send: (call) => this.#send(call, call.action),
      keyring: this.#keyring,
      cutLink: (redialMs) => this.#link.drop(redialMs),
      onAccepted: () => this.#whenAccepted(),
    });
  }

  async start(signal: AbortSignal): Promise<void> {
    const onAbort = () => this.#accepted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#link.dial(0);
    try {
      if (signal.aborted) onAbort();
      await this.#accepted.promise;
    } catch (cause) {
      await this.stop();
      const why = this.#lastFailure === undefined ? '' : ` (${this.#lastFailure})`;
      throw new Error(`${messageOf(cause)}${why}`, { cause });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async stop(): Promise<void> {
    await this.#link.stop();
    this.#clock.stop();
  }

  state(): object {
    const isConnected = this.#link.isUp;
    return {
      protocol: this.#options.dialect.subprotocol,
      isConnected,
      ...describeStation(this.station),
    };
  }

  act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult> {
    return actOn(this.station, action, body);
  }

  #onUp(): void {
    this.#log({ event: 'link-up', connection: this.#link.connection });
    this.#pings.start(this.station.voice.settings.pingSeconds);
    this.#onAccepted = () => {};
    const fault = this.faults.next('connect');
    this.#isDeaf = fault?.do === 'silent';
    const { connection } = this.#link;
    const here = (run: () => void) => () => {
      if (this.#link.connection === connection && this.#link.isUp) run();
    };
    greet(fault, {
      clock: this.#clock,
      announce: here(() => this.station.onLinkUp()),
      bootAgain: here(() => void this.station.boot.send()),
      sendGarbage: here(() => this.#sendGarbage()),
      drop: here(() => this.#link.drop()),
      goHalfOpen: (redialMs) => here(() => this.#link.goHalfOpen(redialMs))(),
      whenAccepted: (run) => {
        this.#onAccepted = run;
      },
    });
  }

  #onFailure(why: string): void {
    this.#lastFailure = why;
    this.#log({ event: 'connect-failed', why });
  }

  #onDown(): void {
    this.#log({ event: 'link-down', connection: this.#link.connection });
    this.#pings.stop();
    this.station.onLinkDown();
  }

  #whenAccepted(): void {
    this.#accepted.resolve();
    const run = this.#onAccepted;
    this.#onAccepted = () => {};
    run();
  }

  #onText(text: string): void {
    const frame = parseFrame(text, this.#ownIds);
    const isAnswer = frame.kind === 'result' || frame.kind === 'error';
    this.#logFrame('in', frame, isAnswer ? this.station.outbox.actionOf(frame.id) : undefined);
    // OCPP 1.6 4.2: who is Rejected says nothing but BootNotification, not even an answer.
    const isMute = this.#isDeaf || this.station.boot.status === 'Rejected';
    if (isAnswer) this.station.outbox.answer(frame);
    else if (isMute) return;
    else if (frame.kind === 'malformed') this.#complain(frame);
    else respond(this.#responder(), frame, this.#wire());
  }

  #responder(): ResponderOptions {
    const { character, voice } = this.station;
    return {
      character,
      findCall: (action) => voice.findCall(action),
      log: (event) => this.#log(event),
      faults: this.faults,
      clock: this.#clock,
    };
  }

  /** The present connection, as the answer to a CALL of it needs it, also later. */
  #wire(): AnswerWire {
    const { connection } = this.#link;
    const isHere = () => this.#link.connection === connection && this.#link.isUp;
    return {
      reply: (call, answer, onSent) => {
        if (isHere()) this.#reply(call, answer, onSent);
      },
      sendGarbage: () => isHere() && this.#sendGarbage(),
      drop: () => isHere() && this.#link.drop(),
      goHalfOpen: (redialMs) => isHere() && this.#link.goHalfOpen(redialMs),
    };
  }

  #reply(call: Call, answer: Answer, onSent?: () => void): void {
    const { id, action } = call;
    const frame: Frame =
      answer.kind === 'result'
        ? { kind: 'result', id, payload: answer.payload }
        : { kind: 'error', id, code: answer.code, description: answer.description };
    this.#send(frame, action, onSent);
  }

  #complain({ id, why }: Malformed): void {
    if (id === undefined) return;
    this.#send(
      { kind: 'error', id, code: this.#options.dialect.malformedCode, description: why },
      undefined,
    );
  }

  #sendGarbage(): void {
    this.#logFrame('out', { kind: 'malformed', id: undefined, why: GARBAGE }, undefined);
    this.#link.send(GARBAGE);
  }

  #send(frame: Frame, action: string | undefined, onSent?: () => void): boolean {
    if (!this.#link.isUp) return false;
    this.#logFrame('out', frame, action);
    return this.#link.send(formatFrame(frame, this.#ownIds), onSent);
  }

  #logFrame(direction: 'in' | 'out', frame: Frame | Malformed, action: string | undefined): void {
    this.#options.log.frame(
      this.id,
      toWireFrame(frame, { direction, protocol: this.#options.dialect.subprotocol, action }),
    );
  }

  #log(event: { readonly event: string; readonly [detail: string]: unknown }): void {
    this.#options.log.event(this.id, event);
  }
}

import type { Device, DeviceId } from '../../domain/device.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { DeviceConnection, Order } from '../../domain/ports/connections.ts';
import type { SendResult } from '../../domain/reply.ts';
import type { Charger } from './charger.ts';
import { ChargerEars, type EarsHost } from './charger-ears.ts';
import { putBackIntoService } from './commands/inoperative.ts';
import { endInterruptedTest } from './commands/interrupted-test.ts';
import { leaveNothing } from './commands/leave-nothing.ts';
import { greet } from './connect/greet.ts';
import { learn } from './connect/learn.ts';
import { restore } from './connect/restore.ts';
import type { Proof } from './door/admission.ts';
import { holdProof } from './door/hold-proof.ts';
import { Liveness, type LivenessHost } from './liveness.ts';
import { makeCharger } from './make-charger.ts';
import { relaxSamples } from './metering/sample-interval.ts';
import { mayPing } from './ping-policy.ts';
import { runProcedure, Steps, toEvidenceKey } from './procedure.ts';
import type { RpcChannel } from './rpc-channel.ts';
import type { EndKeeper } from './sessions/end-keeper.ts';
import type { OcppPorts, OcppTimes } from './settings.ts';
import type { FrameCheck } from './validation/frame-check.ts';
import type { OcppVersion } from './version.ts';

type LinkOptions = {
  readonly device: Device;
  readonly channel: RpcChannel;
  readonly check: FrameCheck;
  readonly isPrivate: boolean;
  readonly version: OcppVersion;
  readonly ports: OcppPorts;
  readonly times: OcppTimes;
  readonly ends: EndKeeper;
  /** Called when the socket is closed and its connection released. */
  readonly onEnded: (link: ChargerLink) => void;
};

const DEAF_COMMANDS_MAX = 3;

/** WebSocket close codes (RFC 6455 7.4.1). */
const GOING_AWAY = 1001;
const POLICY = 1008;
const TRY_AGAIN = 1013;

/**
 * One socket of one charger from its upgrade to its end. States: opening (frames wait), open
 * (inbound served), ready (commands taken), gone. Invariants: gone is final; nothing is stored and
 * no CALL leaves once it is gone; its end releases only the connection of its own epoch.
 */
export class ChargerLink implements EarsHost, LivenessHost {
  readonly #options: LinkOptions;
  readonly #gone = new AbortController();
  /** `null` once it is open, or will never be. */
  #opening: PromiseWithResolvers<void> | null = Promise.withResolvers<void>();
  #cancelCut: (() => void) | null = null;
  readonly #ears: ChargerEars;
  readonly #charger: Charger;
  readonly #liveness: Liveness;
  #connection: DeviceConnection | null = null;
  #epoch = 0;
  #isReady = false;
  #hasGreeted = false;
  #isLearning = false;
  #mustLearnAgain = false;
  #deafCommands = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { channel } = options;
    this.#charger = this.#makeCharger();
    this.#liveness = new Liveness(this);
    this.#ears = new ChargerEars(this, {
      charger: this.#charger,
      liveness: this.#liveness,
      version: options.version,
      ports: options.ports,
    });
    channel.listen(this.#ears);
  }

  /** Resolves when the link has its epoch, or has ended before. */
  get opened(): Promise<void> {
    return this.#opening?.promise ?? Promise.resolve();
  }

  /** The charger sends more at once than any of its kind may. */
  onFlood(): void {
    this.close('too many calls at once', POLICY);
  }

  /** The socket is closed. */
  onClosed(code: number): void {
    this.#leave();
    this.#charger.log.info({ code }, 'a charger link has ended');
    this.#cancelCut?.();
    void this.#release().then(() => this.#options.onEnded(this));
  }

  /** Whose link it is. */
  get deviceId(): DeviceId {
    return this.#options.device.id;
  }

  get clock(): Clock {
    return this.#options.ports.clock;
  }

  get times(): OcppTimes {
    return this.#options.times;
  }

  mayPing(): boolean {
    return mayPing(this.#options.check.model);
  }

  ping(): void {
    this.#options.channel.ping();
  }

  /** Asks the charger for a sign of life. */
  probe(onSent: () => void): Promise<unknown> {
    const { version, times } = this.#options;
    const heartbeat = version.dialect.trigger('heartbeat');
    return this.#charger.call({ ...heartbeat, windowMs: times.probeMs, onSent });
  }

  onDead(why: string): void {
    this.close(why);
  }

  /** When it last heard anything, Unix ms; `null` once it is closing. */
  get heardAtMs(): number | null {
    return this.#options.channel.isOpen() ? this.#liveness.heardAtMs : null;
  }

  /** Brings the link into the gateway; closes it when the store does not take it. */
  async open(proof: Proof): Promise<void> {
    const { device, ports } = this.#options;
    try {
      this.#connection = await ports.links.open(device, (epoch) => this.#toConnection(epoch));
      // Only now is the older link closed, which stored what its charger said until then.
      const { clock, gone, store } = this.#charger;
      const link = { clock, gone, attempt: <T>(run: () => Promise<T>) => store.attempt(run) };
      const end = () => this.close('its credentials do not count any more', POLICY);
      if (!(await holdProof(proof, link, end))) end();
      await restore(this.#charger, this.#options);
    } catch (error) {
      // One that has left meanwhile has its line already: "a charger link has ended".
      if (!this.#gone.signal.aborted)
        this.#charger.log.warn({ err: error }, 'a charger link could not be opened');
      this.close('the gateway cannot take it now', TRY_AGAIN);
    }
    this.#serve();
    if (this.#gone.signal.aborted) return this.#release();
    await this.#learn();
  }

  /** Ends the link: at once for us, and for the charger after a bounded closing handshake. */
  close(reason: string, code: number = GOING_AWAY): void {
    if (this.#gone.signal.aborted) return;
    this.#leave();
    void this.#release();
    this.#hangUp(reason, code);
  }

  /** As a close; what is ours is taken from the charger before it is sent away, bounded. */
  #dismiss(reason: string): void {
    if (this.#gone.signal.aborted) return;
    this.#leave();
    void this.#release();
    void leaveNothing(this.#charger).then(() => this.#hangUp(reason, GOING_AWAY));
  }

  #hangUp(reason: string, code: number): void {
    this.#charger.log.info({ reason }, 'closing a charger link');
    const { channel, ports, times } = this.#options;
    channel.close(code, reason);
    this.#cancelCut = ports.clock.after(times.closeMs, () => channel.terminate());
  }

  #leave(): void {
    this.#isReady = false;
    this.#gone.abort();
    this.#liveness.stop();
    this.#ears.close();
    // A link that ends before it has an epoch lets its waiting frames fall.
    this.#serve();
  }

  #serve(): void {
    this.#opening?.resolve();
    this.#opening = null;
  }

  /** Fenced by epoch in the port: a late close never touches a newer link. */
  async #release(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    if (!connection) return;
    await this.#options.ports.links.close(connection).catch((error: unknown) => {
      this.#charger.log.error({ err: error }, 'a connection was not released');
    });
  }

  #toConnection(epoch: number): DeviceConnection {
    const { device } = this.#options;
    this.#epoch = epoch;
    return {
      deviceId: device.id,
      identity: device.identity as NonNullable<Device['identity']>,
      protocol: 'ocpp',
      epoch,
      procedure: 'steps',
      isReady: () => this.#isReady,
      prepare: (order) => ({ frameHash: null, send: (signal) => this.#send(order, signal) }),
      close: (reason) => this.close(reason),
      dismiss: (reason) => this.#dismiss(reason),
    };
  }

  async #send(order: Order, signal: AbortSignal): Promise<SendResult> {
    const handler = this.#options.version.commands[order.command.kind];
    if (handler === 'unsupported')
      return { kind: 'unsupported', detail: 'chargers do not do this' };
    await this.#charger.watch.lookLast(toEvidenceKey(order));
    const steps = new Steps(this.#charger, order, signal);
    const result = await runProcedure(steps, (running) => handler(order, running));
    this.#countDeaf(steps);
    // An evidence watch that was called off for this command may have left its interval behind.
    if (result.kind !== 'accepted') void relaxSamples(this.#charger);
    return result;
  }

  /** Three commands in a row without any answer: it sends, but does not listen (a zombie). */
  #countDeaf(steps: Steps): void {
    if (steps.hasHeard) this.#deafCommands = 0;
    else if (steps.hasSent) this.#deafCommands += 1;
    if (this.#deafCommands >= DEAF_COMMANDS_MAX) this.close('no command is answered');
  }

  /** One at a time; a boot in the middle of it, not of the greeting, means once more. */
  async #learn(): Promise<void> {
    if (this.#isLearning) {
      this.#mustLearnAgain = this.#hasGreeted;
      return;
    }
    this.#isLearning = true;
    this.#isReady = false;
    if (!this.#hasGreeted) await greet(this.#charger);
    this.#hasGreeted = true;
    do {
      this.#mustLearnAgain = false;
      // A charger that is not accepted is asked for nothing (OCPP 1.6 4.2): its next boot decides.
      if (this.#charger.memory.registration !== 'Accepted') break;
      await learn(this.#charger, this.#options.version);
      await putBackIntoService(this.#charger);
      if (!this.#gone.signal.aborted) await endInterruptedTest(this.#charger);
    } while (this.#mustLearnAgain && !this.#gone.signal.aborted);
    this.#isLearning = false;
    if (this.#gone.signal.aborted || !this.#connection) return;
    if (this.#charger.memory.registration !== 'Accepted') return;
    this.#isReady = true;
    this.#options.ports.links.ready(this.#connection);
  }

  #makeCharger(): Charger {
    return makeCharger({
      ...{ ...this.#options, gone: this.#gone.signal },
      epoch: () => this.#epoch,
      close: (reason) => this.close(reason),
      leave: (reason) => this.close(reason, POLICY),
      onBoot: () => {
        this.#learn().catch((error: unknown) => {
          this.#charger.log.error({ err: error }, 'what a charger is could not be learnt');
        });
      },
    });
  }
}

import { makeClock, makeTicker, type SimClock } from '../clock.ts';
import type { ActionResult, DeviceAction, SimulatedDevice } from '../device.ts';
import type { DeviceMemory } from '../device-memory.ts';
import type { DeviceFaults } from '../fault-plan.ts';
import type { DeviceParts } from '../fleet.ts';
import { makeRandom } from '../random.ts';
import type { WireLog } from '../wire-log.ts';
import { type Aspects, makeAspects } from './aspects.ts';
import type { DeviceModel, ModelParts } from './behaviour.ts';
import { announce } from './boot.ts';
import type { MqttConnection } from './connection.ts';
import type { CredentialParts, Credentials } from './credentials.ts';
import { CommandExecutor } from './executor.ts';
import { type Lifetime, makeLifetime } from './lifetime.ts';
import { MqttLink } from './link.ts';
import { makeOwner, type Owner } from './owner.ts';
import { makeReplayTable, type ReplayTable } from './replay-table.ts';
import { makeTopics, type Topics, txOf } from './topics.ts';
import { makeVoice, type Voice } from './voice.ts';

const TICK_MS = 5_000;
const TICK_FLOOR_MS = 250;
const TELEMETRY_MS = 60_000;
const RESTART_MS = 3_000;

/** What an MQTT device is made of. */
export interface MqttDeviceOptions {
  readonly parts: DeviceParts;
  /** What outlives the process; the rest begins anew. */
  readonly memory: DeviceMemory;
  readonly makeModel: (parts: ModelParts) => DeviceModel;
  readonly makeCredentials: (parts: CredentialParts) => Credentials;
}

/**
 * A simulated device that follows mqtt.md. It owns one link, one clock, one model and its
 * credentials. What outlives a simulated reboot: the session counter, `rev` of each aspect, the
 * replay table, the credentials, and whatever the model keeps; what does not: `bootId` and the
 * command that is being carried out.
 */
export class MqttDevice implements SimulatedDevice {
  readonly id: string;
  readonly faults: DeviceFaults;
  #log: WireLog;
  #clock: SimClock;
  #topics: Topics;
  #replay: ReplayTable;
  #model: DeviceModel;
  #aspects: Aspects;
  #link: MqttLink;
  #executor: CommandExecutor;
  #lifetime: Lifetime;
  #credentials: Credentials;
  #voice: Voice;
  #owner: Owner;
  #onAnnounced: (() => void)[] = [];

  constructor({ parts, memory, makeModel, makeCredentials }: MqttDeviceOptions) {
    this.id = parts.id;
    this.#replay = makeReplayTable(memory);
    this.faults = parts.faults;
    this.#log = parts.log;
    this.#clock = makeClock(parts.speed);
    this.#lifetime = makeLifetime(() => this.#clock.now());
    this.#topics = makeTopics(parts.id);
    this.#voice = makeVoice({
      topics: this.#topics,
      now: () => this.#clock.now(),
      connection: () => this.#link.connection,
    });
    this.#model = makeModel({
      euid: parts.id,
      clock: this.#clock,
      random: makeRandom(parts.seed, `${parts.id}/model`),
      changed: () => this.#aspects.publishChanged(),
    });
    this.#aspects = makeAspects({
      names: this.#model.aspects,
      read: (name, at) => this.#model.readAspect(name, at),
      now: () => this.#clock.now(),
      send: (name, text) => this.#voice.state(name, text),
    });
    this.#credentials = makeCredentials({
      euid: this.id,
      clock: this.#clock,
      random: makeRandom(parts.seed, `${parts.id}/credentials`),
      log: parts.log,
      faults: this.faults,
      memory,
      line: {
        isUp: () => this.#voice.isHeard(),
        publish: (topic, text) => this.#voice.publish(topic, text),
        drop: () => this.#link.drop(),
        freeze: (forMs) => this.#link.freeze(forMs),
        reconnect: () => this.#reconnect(),
      },
    });
    this.#link = this.#makeLink(parts);
    this.#executor = this.#makeExecutor();
    this.#owner = makeOwner({
      euid: this.id,
      log: parts.log,
      model: this.#model,
      aspects: this.#aspects,
      voice: this.#voice,
      credentials: this.#credentials,
      restart: () => {
        void this.#restart();
        return this.#lifetime.bootId;
      },
    });
  }

  #makeLink({ seed, log }: DeviceParts): MqttLink {
    return new MqttLink({
      euid: this.id,
      address: () => this.#credentials.address(),
      clock: this.#clock,
      random: makeRandom(seed, `${this.id}/link`),
      log,
      will: () => ({ topic: this.#topics.status, text: this.#lifetime.beginSession() }),
      boot: (connection) => this.#boot(connection),
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onLost: (why) => this.#credentials.lost(why),
    });
  }

  #makeExecutor(): CommandExecutor {
    return new CommandExecutor({
      euid: this.id,
      state: this.#model.state,
      commands: this.#model.commands,
      clock: this.#clock,
      faults: this.faults,
      log: this.#log,
      replay: this.#replay,
      aspects: this.#aspects,
      strikeLink: (fault) => this.#link.strike(fault),
      sendAnswer: (tx, text) => this.#voice.answer(tx, text),
      restart: () => this.#restart(),
      forget: () => this.#forget(),
    });
  }

  async start(signal: AbortSignal): Promise<void> {
    const tick = makeTicker(this.#clock, (deviceMs) => this.#tick(deviceMs));
    this.#clock.every(TICK_MS, tick, TICK_FLOOR_MS);
    this.#clock.every(
      TELEMETRY_MS,
      () => this.#voice.telemetry(this.#model.readTelemetry()),
      TICK_FLOOR_MS,
    );
    await this.#credentials.start(signal);
    await this.#link.start(signal);
  }

  async stop(): Promise<void> {
    this.#credentials.stop();
    this.#clock.stop();
    void this.#voice.status(this.#lifetime.goodbye());
    await this.#link.stop();
  }

  state(): object {
    return {
      connected: this.#voice.isHeard(),
      session: this.#lifetime.session,
      bootId: this.#lifetime.bootId,
      ...this.#credentials.show(),
      ...this.#model.show(),
    };
  }

  act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult> {
    return this.#owner.act(action, body);
  }

  setFault(code: string | null): ActionResult {
    return this.#owner.setFault(code);
  }

  async #boot(connection: MqttConnection): Promise<boolean> {
    const isAnnounced = await announce({
      connection,
      topics: this.#topics,
      filters: this.#credentials.filters,
      clock: this.#clock,
      fault: this.faults.next('connect'),
      strikeLink: (fault) => this.#link.strike(fault),
      birth: () => this.#lifetime.birth(this.#model.firmware),
      describe: () => this.#describe(),
      publishAspects: () => {
        this.#voice.bornOn(connection);
        return this.#aspects.publishAll();
      },
    });
    if (!isAnnounced) return false;
    this.#credentials.announced();
    this.#voice.telemetry(this.#model.readTelemetry());
    for (const announced of this.#onAnnounced.splice(0)) announced();
    return true;
  }

  #describe(): string {
    return JSON.stringify({ v: 1, ...this.#model.describe(), recent: this.#replay.recent() });
  }

  #receive(topic: string, payload: Buffer): void {
    const tx = txOf(topic);
    if (tx !== null) this.#executor.receive(tx, payload);
    else this.#credentials.receive(topic, payload);
  }

  #tick(deviceMs: number): void {
    this.#model.step(deviceMs);
    if (this.#voice.isHeard()) this.#aspects.publishChanged();
  }

  /** A power cut: the link drops without a goodbye and comes back with another `bootId`. */
  async #restart(): Promise<void> {
    const announced = new Promise<void>((resolve) => this.#onAnnounced.push(resolve));
    this.#log.event(this.id, { event: 'reboot' });
    this.#executor.reset();
    this.#model.restart();
    this.#lifetime.restart();
    this.#link.drop(RESTART_MS);
    await announced;
  }

  /** Leaves for good, with a goodbye; comes back only with other credentials. */
  #forget(): void {
    this.#log.event(this.id, { event: 'deprovisioned' });
    this.#credentials.forget();
    this.#reconnect();
  }

  #reconnect(): void {
    void this.#voice.status(this.#lifetime.goodbye());
    this.#link.reconnect();
  }
}

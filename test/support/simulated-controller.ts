import type { Order } from '../../src/domain/ports/connections.ts';
import type { DeviceReply, SendResult } from '../../src/domain/reply.ts';
import type { Core } from './core.ts';
import type { TestDevice } from './core-devices.ts';
import type { FakeConnection } from './fake-connection.ts';

/** Numbers from a seed: the same run each time (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A controller with a replay table (lifecycle rule 6), behind a link that fails by a seed. */
export class SimulatedController {
  readonly executed: string[] = [];
  readonly arrived: Order[] = [];
  readonly #device: TestDevice;
  readonly #random: () => number;
  readonly #answers = new Map<string, DeviceReply>();
  readonly #late: (() => Promise<void>)[] = [];
  #value = 0;
  link: FakeConnection | null = null;
  faultShare = 0.5;

  readonly #procedure: 'single-frame' | 'steps';

  /** `steps`: its answers are what the adapter's procedure returns, as with a charger. */
  constructor(device: TestDevice, random: () => number, procedure: 'single-frame' | 'steps') {
    this.#procedure = procedure;
    this.#device = device;
    this.#random = random;
  }

  async connect(core: Core): Promise<void> {
    const answer = (order: Order) => this.#take(core, order);
    this.link = await this.#device.connect({ answer, procedure: this.#procedure }, core);
  }

  async drop(core: Core): Promise<void> {
    const { link } = this;
    this.link = null;
    if (link) await core.links.close(link);
  }

  /** Lets answers arrive that were held up on the way. */
  async deliverLate(): Promise<void> {
    for (const deliver of this.#late.splice(0)) await deliver();
  }

  #take(core: Core, order: Order): SendResult {
    const lot = this.#random() / this.faultShare;
    if (lot < 0.15) return { kind: 'unreachable', detail: 'the socket is gone' };
    this.arrived.push(order);
    if (lot < 0.3) return this.#silence();
    const isBusy = lot < 0.4 && !this.#answers.has(order.transactionId);
    const reply: DeviceReply = isBusy
      ? { kind: 'rejected', code: 'busy', detail: null }
      : this.#answer(core, order);
    if (this.#procedure === 'steps') {
      this.#late.push(() => this.#show());
      return lot < 0.6 ? this.#silence() : reply;
    }
    const deliver = () => this.#deliver(core, order, reply);
    if (lot < 0.6) this.#late.push(deliver);
    else if (lot >= 0.7) void Promise.resolve().then(deliver);
    return { kind: 'pending' };
  }

  #silence(): SendResult {
    const isSteps = this.#procedure === 'steps';
    return isSteps ? { kind: 'no-reply', detail: 'silent' } : { kind: 'pending' };
  }

  /** The action once, the answer as often as it is asked for. */
  #answer(core: Core, order: Order): DeviceReply {
    const known = this.#answers.get(order.transactionId);
    if (known) return known;
    let reply: DeviceReply = { kind: 'stale' };
    if (core.clock.nowMs() < order.expiresAtMs) {
      this.executed.push(order.transactionId);
      this.#value = Number((order.command.params as { setpointC?: number }).setpointC ?? 0);
      const isRename = order.command.kind === 'rename_sensor';
      reply = isRename ? { kind: 'failed', code: 'x', detail: null } : { kind: 'accepted' };
    }
    this.#answers.set(order.transactionId, reply);
    return reply;
  }

  async #deliver(core: Core, order: Order, reply: DeviceReply): Promise<void> {
    const { transactionId, attempt } = order;
    const eventId = `${transactionId}:${reply.kind}:${attempt}`;
    await core.record(this.#device.id, { type: 'reply', transactionId, reply, eventId });
    if (reply.kind === 'accepted') await this.#show();
  }

  async #show(): Promise<void> {
    if (this.#random() > 0.3) await this.#device.show('config', { waterSetpointC: this.#value });
  }
}

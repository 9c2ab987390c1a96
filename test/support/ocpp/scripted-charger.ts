import type { Charger } from '../../../src/adapters/ocpp/charger.ts';
import { ChargerMemory } from '../../../src/adapters/ocpp/charger-memory.ts';
import { ChargerStore } from '../../../src/adapters/ocpp/charger-store.ts';
import { commandTable } from '../../../src/adapters/ocpp/commands/table.ts';
import type { Dialect } from '../../../src/adapters/ocpp/dialect.ts';
import { EvidenceWatch } from '../../../src/adapters/ocpp/evidence-watch.ts';
import { OwnTraits } from '../../../src/adapters/ocpp/own-traits.ts';
import { Steps } from '../../../src/adapters/ocpp/procedure.ts';
import type { Payload } from '../../../src/adapters/ocpp/rpc-channel.ts';
import { makeEndKeeper } from '../../../src/adapters/ocpp/sessions/end-keeper.ts';
import { dialect16 } from '../../../src/adapters/ocpp/v16/dialect.ts';
import type { DeviceEvent } from '../../../src/domain/device-event.ts';
import type { Order } from '../../../src/domain/ports/connections.ts';
import type { SendResult } from '../../../src/domain/reply.ts';
import type { SessionReport, StatusReport } from '../../../src/domain/reports.ts';
import { makeFakeClock } from '../fake-clock.ts';
import { FakePorts, makeCharger } from './fake-ports.ts';
import { FakeTraits } from './fake-traits.ts';

/** How a scripted charger answers one action: a status word, a CALLERROR, silence or a cut. */
export type Script =
  | string
  | { readonly error: string }
  | 'silent'
  | 'cut'
  | 'not-sent'
  | Payload
  | ((params: Payload) => Payload);

/** A charger without a socket: its memory is set by the test, its answers follow a script. */
export class ScriptedCharger {
  readonly clock = makeFakeClock();
  readonly memory = new ChargerMemory();
  readonly made: { action: string; params: Payload }[] = [];
  readonly events: DeviceEvent[] = [];
  readonly traits = new FakeTraits();
  readonly #script: Readonly<Record<string, Script>>;
  readonly #charger: Charger;

  constructor(script: Readonly<Record<string, Script>>, dialect: Dialect = dialect16) {
    this.#script = script;
    const { ports } = new FakePorts();
    const device = makeCharger('scripted');
    const gone = new AbortController().signal;
    const storing = {
      ...ports,
      clock: this.clock,
      record: async (_id: unknown, event: DeviceEvent) => void this.events.push(event),
    };
    const store = new ChargerStore(
      { deviceId: device.id, bootId: () => 'boot', ports: storing },
      { gone, budgetMs: 0 },
    );
    this.#charger = {
      device,
      memory: this.memory,
      kinds: ['boost', 'cancel_boost'],
      dialect,
      clock: this.clock,
      log: ports.log,
      sessions: ports.sessions,
      desk: ports.desk,
      metrics: ports.metrics,
      mayAlert: () => true,
      isPrivate: true,
      devices: ports.devices,
      state: ports.state,
      transactions: ports.transactions,
      traits: new OwnTraits({ device, memory: this.memory, port: this.traits, log: ports.log }),
      gone,
      watch: new EvidenceWatch(this.clock, gone),
      store,
      outliving: store,
      ends: makeEndKeeper({ clock: this.clock, log: ports.log }),
      epoch: () => 7,
      onBoot: () => undefined,
      leave: () => undefined,
      call: async ({ action, params, onSent, signal }) => {
        const answer = this.#script[action] ?? { error: 'NotImplemented' };
        if (answer === 'not-sent' || signal?.aborted) return { kind: 'not-sent', detail: 'closed' };
        this.made.push({ action, params });
        const never = new Promise<never>(() => undefined);
        onSent?.({ messageId: `m${this.made.length}`, frameHash: 'hash', answer: never });
        return toAnswer(typeof answer === 'function' ? answer(params) : answer);
      },
    };
  }

  /** Puts the world into a state before the command comes. */
  given(world: {
    status?: StatusReport['state'];
    session?: Partial<SessionReport>;
    boost?: boolean;
  }) {
    const connector = this.memory.connector(1);
    if (world.status) {
      connector.status = { connectorId: 1, state: world.status, faultCode: null };
    }
    if (world.session) connector.session = { ...runningSession, ...world.session };
    this.memory.profiles.boostInstalled = world.boost ?? false;
    return this;
  }

  /** Runs one attempt; every wait of it ends at once, without what it waited for. */
  async run(order: Order, signal = new AbortController().signal): Promise<SendResult> {
    const handler = commandTable[order.command.kind];
    if (handler === 'unsupported') throw new Error('not a command of chargers');
    const running = handler(order, new Steps(this.#charger, order, signal));
    let isDone = false;
    void running.finally(() => {
      isDone = true;
    });
    for (let turn = 0; turn < 100 && !isDone; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (turn % 10 === 9 && !isDone) this.clock.advance(5_000);
    }
    this.#charger.watch.takeTurn();
    if (!isDone) this.clock.advance(60_000);
    return running;
  }

  /** The actions that were called, in order. */
  get actions(): string[] {
    return this.made.map(({ action }) => action);
  }

  /** The last profile report that was stored. */
  get profile(): unknown {
    const reports = this.events.filter((event) => event.type === 'reported');
    return reports.filter(({ aspect }) => aspect === 'profile').at(-1)?.value;
  }
}

/** A session that a driver began. */
export const runningSession: SessionReport = {
  running: true,
  sessionId: 5,
  startedAtMs: 0,
  endedAtMs: null,
  startedByGateway: false,
  meterStartWh: 0,
  meterStopWh: null,
  endReason: null,
};

function toAnswer(script: Exclude<Script, (params: Payload) => Payload>) {
  if (script === 'cut') return { kind: 'cut' } as const;
  if (script === 'silent')
    return { kind: 'silent', late: new Promise<never>(() => undefined) } as const;
  if (typeof script === 'string') return { kind: 'result', payload: { status: script } } as const;
  if ('error' in script) {
    return { kind: 'error', code: String(script['error']), description: '' } as const;
  }
  return { kind: 'result', payload: script } as const;
}

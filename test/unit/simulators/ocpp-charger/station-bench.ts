import { vi } from 'vitest';
import { makeClock, type SimClock } from '../../../../simulators/lib/clock.ts';
import { type Character, loadCharacter } from '../../../../simulators/ocpp-charger/character.ts';
import type { Dialect } from '../../../../simulators/ocpp-charger/dialect.ts';
import { makeVehicle } from '../../../../simulators/ocpp-charger/hardware/vehicle.ts';
import type { Call, JsonObject } from '../../../../simulators/ocpp-charger/rpc/frame.ts';
import type { Answer } from '../../../../simulators/ocpp-charger/rpc/inbound-call.ts';
import type { StationRuntime } from '../../../../simulators/ocpp-charger/station/station-runtime.ts';
import { makeKeyring } from '../../../../simulators/ocpp-charger/transport/keyring.ts';

/** What differs from a plain station with a vehicle before it. */
export type StationWish = {
  readonly character?: Partial<Character>;
  readonly isPlugged?: boolean;
  readonly startsByItself?: boolean;
  /** What the central system says to a CALL; default what lets it go on. */
  readonly answers?: Readonly<Record<string, JsonObject>>;
};

const ANSWERS: Readonly<Record<string, JsonObject>> = {
  BootNotification: { status: 'Accepted', currentTime: '2026-03-02T12:00:00Z', interval: 300 },
  Authorize: { idTokenInfo: { status: 'Accepted' } },
};

/** A station without a wire, in front of a central system that answers at once. */
export class StationBench {
  readonly sent: Call[] = [];
  readonly events: JsonObject[] = [];
  readonly clock: SimClock;
  readonly station: StationRuntime;
  /** How often the link was cut by the station. */
  cuts = 0;

  readonly #answers: Readonly<Record<string, JsonObject>>;

  constructor(dialect: Dialect, character: Character, wish: StationWish) {
    this.clock = makeClock(1);
    this.#answers = { ...ANSWERS, ...wish.answers };
    this.station = dialect.makeStation({
      id: 'CP-1',
      clock: this.clock,
      character: { ...character, ...wish.character },
      supply: { voltage: 230, phases: 3, maxAmps: 16 },
      isPlugged: wish.isPlugged ?? true,
      vehicle: makeVehicle(),
      location: undefined,
      startsByItself: wish.startsByItself ?? false,
      localTag: 'LOCAL-DRIVER',
      callTimeoutMs: 30_000,
      keyring: makeKeyring({ url: 'ws://central', identity: 'CP-1' }),
      log: (event) => void this.events.push(event),
      send: (call) => this.#send(call),
      cutLink: () => void this.#cut(),
      onAccepted() {},
    });
  }

  /** Makes one and brings it up; needs fake timers. */
  static async start(dialect: Dialect, wish: StationWish = {}): Promise<StationBench> {
    const bench = new StationBench(dialect, await loadCharacter('plain'), wish);
    bench.station.onLinkUp();
    await settled();
    return bench;
  }

  /** A CALL of the central system: what is answered, with everything that follows done. */
  async call(action: string, payload: JsonObject = {}): Promise<JsonObject> {
    const answer = this.receive(action, payload);
    if (answer.kind === 'error') return { error: answer.code };
    answer.effect?.();
    answer.afterwards?.();
    await settled();
    return answer.payload;
  }

  /** What is answered, with nothing done. */
  receive(action: string, payload: JsonObject): Answer {
    const found = this.station.voice.findCall(action);
    if (found === undefined) return { kind: 'error', code: 'NotImplemented', description: '' };
    return found.receive(payload);
  }

  /** The payloads of what was sent of one action. */
  all(action: string): JsonObject[] {
    return this.sent.filter((call) => call.action === action).map(({ payload }) => payload);
  }

  #send(call: Call): boolean {
    this.sent.push(call);
    const { id } = call;
    const payload = this.#answers[call.action] ?? {};
    queueMicrotask(() => this.station.outbox.answer({ kind: 'result', id, payload }));
    return true;
  }

  #cut(): void {
    this.cuts += 1;
    this.station.onLinkDown();
    this.station.onLinkUp();
  }
}

/** Lets answers and timers of now run. */
export async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1);
}

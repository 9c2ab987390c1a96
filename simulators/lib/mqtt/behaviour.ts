import type { SimClock } from '../clock.ts';
import type { ActionResult } from '../device.ts';
import type { Random } from '../random.ts';
import type { Params, Refusal } from './request.ts';

/** A judged wish: calling it applies the effect. */
export interface Effect {
  readonly apply: () => void;
}

/** How a device carries out one kind of command; one file per kind. */
export interface CommandBehaviour<State> {
  /** The aspect that shows the effect; null where there is none to show. */
  readonly aspect: string | null;
  /** Whether it answers `accepted` before it executes. */
  readonly announces?: boolean;
  /** Whether executing it restarts the device. */
  readonly restarts?: boolean;
  /** Whether the device leaves for good once it has answered. */
  readonly forgets?: boolean;
  /** Judges the wish against the state and changes nothing. */
  plan(state: State, params: Params): Effect | Refusal;
}

/** The kinds of commands that a device knows, by name. */
export type CommandTable<State> = Readonly<Record<string, CommandBehaviour<State>>>;

/** What a model is made with. */
export interface ModelParts {
  readonly euid: string;
  readonly clock: SimClock;
  readonly random: Random;
  /** To be called when state changed by itself, such as at the end of a boost. */
  readonly changed: () => void;
}

/** A device without its protocol: its state, its physics, and how it shows them. */
export interface DeviceModel<State = unknown> {
  /** What it is, for messages. */
  readonly what: string;
  readonly firmware: string;
  readonly state: State;
  readonly commands: CommandTable<State>;
  /** Names of the aspects, in the order in which they are published after a birth. */
  readonly aspects: readonly string[];
  readAspect(name: string, at: string): object;
  /** `describe` without `v` and `recent`. */
  describe(): object;
  /** Telemetry payloads by aspect, without `at`. */
  readTelemetry(): Readonly<Record<string, object>>;
  /** Advances the physics by device time. */
  step(deviceMs: number): void;
  /** What the control API shows. */
  show(): object;
  /** Changes something by the owner's hand; gives the event's payload. */
  overrideLocally?(body: Readonly<Record<string, unknown>>): ActionResult;
  /** Raises a fault of the device itself, or clears all with null; gives the event's payload. */
  setFault?(code: string | null): ActionResult;
  /** Whatever does not outlive a power cut is reset. */
  restart(): void;
}

import type { SimClock } from '../clock.ts';
import type { DeviceFaults } from '../fault-plan.ts';
import type { Fault, FaultMoment } from '../fault-rules.ts';
import type { WireLog } from '../wire-log.ts';
import type { Aspects } from './aspects.ts';
import type { CommandBehaviour, CommandTable, Effect } from './behaviour.ts';
import type { ReplayTable } from './replay-table.ts';
import { isRefusal, parseRequest, type Refusal, type Request, type ResCode } from './request.ts';
import { judgeStale } from './stale.ts';

/** What carries out commands. */
export interface ExecutorParts {
  readonly euid: string;
  readonly state: unknown;
  readonly commands: CommandTable<unknown>;
  readonly clock: SimClock;
  readonly faults: DeviceFaults;
  readonly log: WireLog;
  readonly replay: ReplayTable;
  readonly aspects: Aspects;
  /** Lets a fault of the line strike; false for any other fault. */
  readonly strikeLink: (fault: Fault) => boolean;
  /** Publishes on the answer topic of a transaction. */
  readonly sendAnswer: (tx: string, text: string) => void;
  /** Restarts the device; resolves when it is announced again. */
  readonly restart: () => Promise<void>;
  /** Leaves for good: the last answer was given. */
  readonly forget: () => void;
}

/** Refusals that may turn into an execution when the same id comes again (lifecycle.md). */
const NOT_REMEMBERED: readonly ResCode[] = ['busy', 'stale', 'unsupported_version'];
const GARBAGE = '{"v":1,"phase":"succ\u0000';

/**
 * Carries out requests, one at a time. Invariants: an id whose answer is remembered is answered
 * word for word and not executed; `execute` is logged exactly when an effect is applied; the
 * aspect that shows the effect is published before the answer that names it.
 */
export class CommandExecutor {
  #parts: ExecutorParts;
  #running: string | null = null;
  #boots = 0;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
  }

  /** Handles one request frame; `tx` comes from its topic. */
  receive(tx: string, payload: Buffer): void {
    const request = parseRequest(tx, payload);
    if (isRefusal(request)) {
      this.#refuse(tx, request);
      return;
    }
    // Its answer is on the way: nothing to add to what was sent.
    if (this.#running === tx) return;
    const fault = this.#parts.faults.next(request.kind);
    const remembered = this.#parts.replay.answersOf(tx);
    if (remembered === undefined) this.#take(request, fault);
    else this.#repeat(tx, remembered, fault);
  }

  /** Forgets the command that is being carried out, as a power cut does. */
  reset(): void {
    this.#boots += 1;
    this.#running = null;
  }

  #take(request: Request, fault: Fault | null): void {
    const behaviour = this.#parts.commands[request.kind];
    const judged = this.#judge(request, behaviour);
    if (isRefusal(judged) || behaviour === undefined) {
      if (this.#isCutShort(request.tx, fault, 'before-execute')) return;
      if (isRefusal(judged)) this.#refuse(request.tx, judged);
      return;
    }
    this.#running = request.tx;
    const boot = this.#boots;
    this.#carryOut({ request, behaviour, effect: judged, fault })
      .finally(() => {
        if (this.#boots === boot) this.#running = null;
      })
      .catch((error: unknown) => {
        this.#parts.log.event(this.#parts.euid, {
          event: 'bug',
          id: request.tx,
          error: `${error}`,
        });
      });
  }

  #judge(request: Request, behaviour: CommandBehaviour<unknown> | undefined): Effect | Refusal {
    const { clock, replay, state } = this.#parts;
    const stale = judgeStale(request, { replay, now: clock.now(), speed: clock.speed });
    if (stale !== null) return stale;
    if (behaviour === undefined) return { code: 'unsupported', detail: `no ${request.kind} here` };
    if (this.#running !== null) return { code: 'busy', detail: `carrying out ${this.#running}` };
    return behaviour.plan(state, request.params);
  }

  /** Has no await on the straight way, so that the frames of two commands never mix. */
  async #carryOut({ request, behaviour, effect, fault }: Work): Promise<void> {
    const { tx } = request;
    if (fault?.do === 'slow' && !(await this.#isStillUpAfter(fault.afterMs))) return;
    if (this.#isCutShort(tx, fault, 'before-execute')) return;
    if (fault?.do === 'reject') {
      const code = (fault.code ?? 'local_override') as ResCode;
      this.#refuse(tx, { code, detail: 'as the fault plan says' });
      return;
    }
    if (behaviour.announces === true) this.#say(tx, { phase: 'accepted' });
    this.#apply(request, effect, fault);
    const isCut = this.#isCutShort(tx, fault, 'after-execute');
    if (behaviour.restarts === true && fault?.do !== 'accept-nothing') {
      await this.#parts.restart();
    }
    const answer = this.#remember(tx, { phase: 'succeeded', ...this.#show(behaviour) });
    const isLast = behaviour.forgets === true && fault?.do !== 'accept-nothing';
    const leave = isLast ? this.#parts.forget : () => {};
    if (isCut) leave();
    else this.#answer(tx, [answer], fault, leave);
  }

  #apply(request: Request, effect: Effect, fault: Fault | null): void {
    const { log, replay, euid } = this.#parts;
    replay.executed(request.seq);
    if (fault?.do === 'accept-nothing') return;
    log.event(euid, { event: 'execute', id: request.tx, kind: request.kind, seq: request.seq });
    effect.apply();
  }

  /** Publishes what changed, the aspect that the answer names last and in any case. */
  #show(behaviour: CommandBehaviour<unknown>): { aspect?: string; rev?: number } {
    const { aspects } = this.#parts;
    if (behaviour.aspect === null) {
      aspects.publishChanged();
      return {};
    }
    aspects.publishChanged(behaviour.aspect);
    return { aspect: behaviour.aspect, rev: aspects.publish(behaviour.aspect) };
  }

  #repeat(tx: string, remembered: readonly string[], fault: Fault | null): void {
    if (this.#isCutShort(tx, fault, 'before-execute')) return;
    if (this.#isCutShort(tx, fault, 'after-execute')) return;
    // A copy: what is added to the memory later is sent by whoever adds it.
    this.#answer(tx, [...remembered], fault);
  }

  #answer(tx: string, answers: readonly string[], fault: Fault | null, then = () => {}): void {
    const send = () => {
      for (const answer of answers) this.#parts.sendAnswer(tx, answer);
    };
    const finish = () => {
      send();
      if (fault?.do === 'answer-twice') send();
      this.#isCutShort(tx, fault, 'after-answer');
      then();
    };
    if (fault?.do === 'late') this.#parts.clock.after(fault.afterMs, finish);
    else finish();
  }

  #refuse(tx: string, { code, detail }: Refusal): void {
    const answer = { phase: 'rejected', code, detail };
    if (NOT_REMEMBERED.includes(code)) this.#parts.sendAnswer(tx, this.#write(answer));
    else this.#say(tx, answer);
  }

  #say(tx: string, answer: object): void {
    this.#parts.sendAnswer(tx, this.#remember(tx, answer));
  }

  #remember(tx: string, answer: object): string {
    const text = this.#write(answer);
    this.#parts.replay.remember(tx, text);
    return text;
  }

  #write(answer: object): string {
    return JSON.stringify({ v: 1, ...answer, at: this.#parts.clock.now().toISOString() });
  }

  /** Lets a fault of this moment strike; true when no answer follows. */
  #isCutShort(tx: string, fault: Fault | null, moment: FaultMoment): boolean {
    if (fault === null || fault.when !== moment) return false;
    if (fault.do === 'silent') return true;
    if (fault.do !== 'garbage') return this.#parts.strikeLink(fault);
    this.#parts.sendAnswer(tx, GARBAGE);
    return true;
  }

  /** Waits device time; false when the device restarted meanwhile. */
  async #isStillUpAfter(deviceMs: number): Promise<boolean> {
    const boot = this.#boots;
    await new Promise<void>((resolve) => this.#parts.clock.after(deviceMs, resolve));
    return this.#boots === boot;
  }
}

interface Work {
  readonly request: Request;
  readonly behaviour: CommandBehaviour<unknown>;
  readonly effect: Effect;
  readonly fault: Fault | null;
}

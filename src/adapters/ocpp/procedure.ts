import { specOf } from '../../domain/command.ts';
import type { Order } from '../../domain/ports/connections.ts';
import type { DeviceReply, OwnVerdict, SendResult } from '../../domain/reply.ts';
import type { Charger } from './charger.ts';
import type { CallText } from './dialect.ts';
import type { WatchPlan } from './evidence-watch.ts';
import type { CallAnswer } from './outbound-lane.ts';
import type { Answer, SentCall } from './rpc-channel.ts';

/** What the charger said to one step. */
export type StepAnswer = Extract<Answer, { kind: 'result' } | { kind: 'error' }>;
/** A step that ended the procedure: nothing was heard, or nothing left. */
export type StepEnd = { readonly kind: 'ended'; readonly verdict: OwnVerdict };

/** Reads a late answer to the step as the device's reply; `null` = it decides nothing. */
export type LateReading = (answer: StepAnswer) => DeviceReply | null;

const ANSWER_WINDOW_MS = 30_000;

/** The CALLs of one attempt, in order; knows what has left and what was heard. */
export class Steps {
  readonly charger: Charger;
  readonly #order: Order;
  #signal: AbortSignal;
  readonly #watchTurn: number;
  #hasDeadline = true;
  #hasSent = false;
  #hasHeard = false;

  constructor(charger: Charger, order: Order, signal: AbortSignal) {
    this.charger = charger;
    this.#order = order;
    this.#signal = AbortSignal.any([signal, charger.gone]);
    this.#watchTurn = charger.watch.takeTurn();
    // What a charger that was offline metered before shows nothing of this command.
    charger.memory.sampleClock.sinceMs = charger.clock.nowMs();
  }

  /** Unix ms; what the charger began before it was not begun by this command. */
  get issuedAtMs(): number {
    return this.#order.issuedAtMs;
  }

  get hasHeard(): boolean {
    return this.#hasHeard;
  }

  get hasSent(): boolean {
    return this.#hasSent;
  }

  /** Fires when the attempt is called off or the link is gone. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  /** Past its deadline a command is only read back, never sent (ocpp.md, "ensure procedure"). */
  isPastDeadline(): boolean {
    return this.#hasDeadline && this.charger.clock.nowMs() >= this.#order.expiresAtMs;
  }

  /** Looks for the effect from here on, unless a later command has taken over. */
  watch(plan: WatchPlan): void {
    this.charger.watch.begin(plan, this.#watchTurn, toEvidenceKey(this.#order));
  }

  /**
   * Runs a search of another shape in the background once the procedure has returned, until a later
   * command takes over or the link is gone.
   */
  afterwards(task: (steps: Steps) => Promise<void>): void {
    this.charger.watch.run((signal) => task(this.goOn(signal)), this.#watchTurn);
  }

  /** What follows in the background is of the same timeline, and its deadline is behind it. */
  goOn(signal: AbortSignal): Steps {
    this.#signal = signal;
    this.#hasDeadline = false;
    return this;
  }

  /** Makes one step: its frame is a timeline line, and its answer window begins with it. */
  async call(
    { action, params }: CallText,
    readLate: LateReading = () => null,
    note = '',
  ): Promise<StepAnswer | StepEnd> {
    let messageId = '';
    let stored: Promise<void> = Promise.resolve();
    const answer = await this.charger.call({
      action,
      params,
      windowMs: this.charger.clock.windowMs(ANSWER_WINDOW_MS),
      signal: this.#signal,
      onSent: (sent) => {
        this.#hasSent = true;
        messageId = sent.messageId;
        stored = this.#recordStep(note ? `${action} (${note})` : action, sent);
      },
    });
    await stored;
    if (answer.kind === 'silent') this.#readLater(answer.late, messageId, readLate);
    return this.#toStep(action, answer);
  }

  /** Nothing more may be sent: the honest verdict about what has left so far. */
  end(detail: string): StepEnd {
    const kind = this.#hasSent ? 'no-reply' : 'unreachable';
    return { kind: 'ended', verdict: { kind, detail } };
  }

  #toStep(action: string, answer: CallAnswer): StepAnswer | StepEnd {
    switch (answer.kind) {
      case 'result':
      case 'error':
        this.#hasHeard = true;
        return answer;
      case 'invalid':
        this.#hasHeard = true;
        // It answered, but what it said cannot be known: not an acceptance, not a refusal.
        return this.end(`${action} was answered against its schema: ${answer.detail}`);
      case 'silent':
        return this.end(`${action} was not answered in its window`);
      case 'cut':
        return this.end(`the link was cut before ${action} was answered`);
      case 'not-sent':
        return this.end(`${action}: ${answer.detail}`);
    }
  }

  /** A timeline line is worth a try, not the command: its loss is logged. */
  async #recordStep(what: string, sent: SentCall): Promise<void> {
    const { transactionId, attempt } = this.#order;
    const { store, log } = this.charger;
    const epoch = this.charger.epoch();
    const { frameHash } = sent;
    await store
      .record({ type: 'step', transactionId, attempt, epoch, detail: `${what} sent`, frameHash })
      .catch((error: unknown) =>
        log.warn({ transactionId, err: error }, 'a step was not recorded'),
      );
  }

  /** A late answer enters by the transaction's id, the same event for the same message id. */
  #readLater(late: Promise<Answer>, messageId: string, readLate: LateReading): void {
    const { transactionId } = this.#order;
    const { store, log } = this.charger;
    const enter = async () => {
      const answer = await late;
      if (answer.kind !== 'result' && answer.kind !== 'error') return;
      const reply = readLate(answer);
      if (!reply) return;
      log.info({ transactionId, messageId, reply: reply.kind }, 'a late answer came in');
      await store.record({ type: 'reply', transactionId, reply, eventId: `ocpp-${messageId}` });
    };
    enter().catch((error: unknown) => {
      log.warn({ transactionId, messageId, err: error }, 'a late answer was not recorded');
    });
  }
}

/** Commands of one key take the evidence from each other (domain/commands/spec.ts). */
export function toEvidenceKey({ command }: Order): string | null {
  return specOf(command).supersedeKey(command.params);
}

/** The refusal of a step as the command's reply, with the call and its answer in the detail. */
export function toRefusal(action: string, answer: StepAnswer): DeviceReply {
  if (answer.kind === 'result') {
    const status = String(answer.payload['status'] ?? 'no status');
    return { kind: 'rejected', code: 'rejected', detail: `${action}: ${status}` };
  }
  const detail = `${action}: ${answer.code} ${answer.description}`.trimEnd();
  return isNotOffered(answer)
    ? { kind: 'unsupported', detail }
    : { kind: 'rejected', code: 'call_error', detail };
}

/** True when the charger says that it does not know or not offer the call (OCPP-J 1.6 4.2.3). */
export function isNotOffered(answer: StepAnswer): boolean {
  return answer.kind === 'error' && /^Not(Implemented|Supported)$/.test(answer.code);
}

/** True for a CALLRESULT with one of these words as its status. */
export function hasStatus(answer: StepAnswer, ...words: readonly string[]): boolean {
  return answer.kind === 'result' && words.includes(String(answer.payload['status']));
}

/** Runs one attempt; a bug in it is logged and leaves an honest verdict. */
export async function runProcedure(
  steps: Steps,
  run: (steps: Steps) => Promise<SendResult>,
): Promise<SendResult> {
  try {
    return await run(steps);
  } catch (error) {
    steps.charger.log.error({ err: error }, 'a command procedure failed');
    return steps.end('the procedure failed inside the gateway').verdict;
  }
}

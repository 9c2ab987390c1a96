import type { SimClock } from '../../lib/clock.ts';
import type { DeviceFaults } from '../../lib/fault-plan.ts';
import type { Fault } from '../../lib/fault-rules.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import { CALL_ERROR_CODES, type Call, type CallErrorCode } from './frame.ts';
import { type Answer, type BoundCall, say } from './inbound-call.ts';

/** The wire as an answer needs it. All methods mean the connection on which the CALL came. */
export type AnswerWire = {
  reply(call: Call, answer: Answer, onSent?: () => void): void;
  sendGarbage(): void;
  drop(): void;
  goHalfOpen(redialMs: number): void;
};

/** Who answers. */
export type ResponderOptions = {
  readonly character: Character;
  findCall(action: string): BoundCall | undefined;
  log(event: WireEvent): void;
  readonly faults: DeviceFaults;
  readonly clock: SimClock;
};

/**
 * Decides, does and answers one CALL, with the fault that strikes it, if any.
 * In the order of `when`: before-execute, nothing was done; after-execute, done and not answered;
 * after-answer, done and answered. Each effect is logged once as `execute` with the CALL's id.
 */
export function respond(options: ResponderOptions, call: Call, wire: AnswerWire): void {
  const known = options.character.notImplemented.includes(call.action)
    ? undefined
    : options.findCall(call.action);
  const fault = options.faults.next(call.action);
  const act = (run: Run) =>
    fault === null ? answerFully(run, execute(run)) : respondWith(fault, run);
  const run = { options, call, known, wire };
  // The answer waits for one of the other side: whoever serves one direction at a time hangs here.
  const asked = options.character.authorizesBeforeAnswer ? known?.ask(call.payload) : undefined;
  if (asked === undefined) act(run);
  else void asked.then((isWelcome) => act(isWelcome ? run : { ...run, known: unwelcome(known) }));
}

function unwelcome(known: BoundCall | undefined): BoundCall | undefined {
  return known && { ...known, receive: () => say(known.refused ?? {}, 'the tag is not welcome') };
}

type Run = {
  readonly options: ResponderOptions;
  readonly call: Call;
  readonly known: BoundCall | undefined;
  readonly wire: AnswerWire;
};

function respondWith(fault: Fault, run: Run): void {
  const { call, wire, options } = run;
  switch (fault.do) {
    case 'silent':
      executeUnlessBefore(fault, run);
      break;
    case 'slow':
      options.clock.after(fault.afterMs, () => answerFully(run, execute(run)));
      break;
    case 'late':
      answerLate(fault, run);
      break;
    case 'reject':
      wire.reply(call, refusal(run.known, fault.code));
      break;
    case 'accept-nothing':
      wire.reply(call, emptyPromise(run));
      break;
    case 'answer-twice': {
      const answer = execute(run);
      wire.reply(call, answer);
      answerFully(run, answer);
      break;
    }
    case 'drop-link':
      dropLink(fault, run);
      break;
    case 'garbage':
      executeUnlessBefore(fault, run);
      wire.sendGarbage();
      break;
    case 'half-open':
      executeUnlessBefore(fault, run);
      wire.goHalfOpen(fault.afterMs);
      break;
  }
}

function executeUnlessBefore(fault: Fault, run: Run): void {
  if (fault.when !== 'before-execute') execute(run);
}

/** Done at once, answered when nobody waits any more. */
function answerLate({ afterMs }: Fault, run: Run): void {
  const answer = execute(run);
  afterwardsOf(answer);
  run.options.clock.after(afterMs, () => run.wire.reply(run.call, answer));
}

function dropLink({ when, afterMs }: Fault, run: Run): void {
  const { options, call, wire } = run;
  const drop = () => {
    if (afterMs > 0) options.clock.after(afterMs, () => wire.drop());
    else wire.drop();
  };
  const answer = when === 'before-execute' ? undefined : execute(run);
  if (answer === undefined || when === 'after-execute') {
    drop();
  } else {
    wire.reply(call, answer, drop);
    afterwardsOf(answer);
  }
}

/** Makes the decision and applies its effect; the log line is what proves "once". */
function execute(run: Run): Answer {
  const { options, call, known } = run;
  if (known === undefined) {
    return { kind: 'error', code: 'NotImplemented', description: `no ${call.action} here` };
  }
  if (options.character.acceptsWithoutEffect.includes(call.action)) return emptyPromise(run);
  const answer = known.receive(call.payload);
  if (answer.kind === 'result' && answer.why !== undefined) {
    options.log({ event: 'refused', id: call.id, action: call.action, why: answer.why });
  } else if (answer.kind === 'result' && (answer.effect ?? answer.afterwards) !== undefined) {
    options.log({ event: 'execute', id: call.id, action: call.action });
    answer.effect?.();
  }
  return answer;
}

function answerFully({ call, wire }: Run, answer: Answer): void {
  wire.reply(call, answer);
  afterwardsOf(answer);
}

function afterwardsOf(answer: Answer): void {
  if (answer.kind === 'result') answer.afterwards?.();
}

/** What a charge point says that does nothing; a malformed CALL is refused all the same. */
function emptyPromise({ call, known }: Run): Answer {
  const honest = known?.receive(call.payload);
  if (honest?.kind === 'result') return say(known?.accepted ?? honest.payload);
  return honest ?? { kind: 'error', code: 'NotImplemented', description: `no ${call.action} here` };
}

/** A fault's code is a CALLERROR code or a status; without one the action's own no. */
function refusal(known: BoundCall | undefined, code: string | undefined): Answer {
  if (code !== undefined && !isErrorCode(code)) return say({ status: code });
  if (code === undefined && known?.refused !== undefined) return say(known.refused);
  return { kind: 'error', code: code ?? 'InternalError', description: 'refused by the fault plan' };
}

function isErrorCode(code: string): code is CallErrorCode {
  return CALL_ERROR_CODES.some((known) => known === code);
}

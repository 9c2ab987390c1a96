import type { SimClock } from '../../lib/clock.ts';
import type { DeviceFaults } from '../../lib/fault-plan.ts';
import type { Fault } from '../../lib/fault-rules.ts';
import { ALL_CALLS } from '../v16/calls/all-calls.ts';
import type { Station } from '../v16/station.ts';
import type { Call, CallErrorCode } from './frame.ts';
import { type Answer, type InboundCall, say } from './inbound-call.ts';

/** The wire as an answer needs it. All methods mean the connection on which the CALL came. */
export type AnswerWire = {
  reply(call: Call, answer: Answer, onSent?: () => void): void;
  sendGarbage(): void;
  drop(): void;
  goHalfOpen(redialMs: number): void;
};

/** Who answers. */
export type ResponderOptions = {
  readonly station: Station;
  readonly faults: DeviceFaults;
  readonly clock: SimClock;
};

const ERROR_CODES: readonly string[] = [
  'NotImplemented',
  'NotSupported',
  'InternalError',
  'ProtocolError',
  'SecurityError',
  'FormationViolation',
  'PropertyConstraintViolation',
  'OccurenceConstraintViolation',
  'TypeConstraintViolation',
  'GenericError',
] satisfies readonly CallErrorCode[];

/**
 * Decides, does and answers one CALL, with the fault that strikes it, if any.
 * In the order of `when`: before-execute, nothing was done; after-execute, done and not answered;
 * after-answer, done and answered. Each effect is logged once as `execute` with the CALL's id.
 */
export function respond(options: ResponderOptions, call: Call, wire: AnswerWire): void {
  const { station, faults, clock } = options;
  const known = station.character.notImplemented.includes(call.action)
    ? undefined
    : ALL_CALLS.get(call.action);
  const fault = faults.next(call.action);
  const run = { station, clock, call, known, wire };
  if (fault === null) answerFully(run, execute(run));
  else respondWith(fault, run);
}

type Run = {
  readonly station: Station;
  readonly clock: SimClock;
  readonly call: Call;
  readonly known: InboundCall | undefined;
  readonly wire: AnswerWire;
};

function respondWith(fault: Fault, run: Run): void {
  const { call, wire, clock } = run;
  switch (fault.do) {
    case 'silent':
      executeUnlessBefore(fault, run);
      break;
    case 'slow':
      clock.after(fault.afterMs, () => answerFully(run, execute(run)));
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
  run.clock.after(afterMs, () => run.wire.reply(run.call, answer));
}

function dropLink({ when, afterMs }: Fault, run: Run): void {
  const { clock, call, wire } = run;
  const drop = () => {
    if (afterMs > 0) clock.after(afterMs, () => wire.drop());
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
  const { station, call, known } = run;
  if (known === undefined) {
    return { kind: 'error', code: 'NotImplemented', description: `no ${call.action} here` };
  }
  if (station.character.acceptsWithoutEffect.includes(call.action)) return emptyPromise(run);
  const answer = known.receive(station, call.payload);
  if (answer.kind === 'result' && (answer.effect ?? answer.afterwards) !== undefined) {
    station.log({ event: 'execute', id: call.id, action: call.action });
    answer.effect?.();
  } else if (answer.kind === 'result' && answer.why !== undefined) {
    station.log({ event: 'refused', id: call.id, action: call.action, why: answer.why });
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
function emptyPromise({ station, call, known }: Run): Answer {
  const honest = known?.receive(station, call.payload);
  if (honest?.kind === 'result') return say(known?.accepted ?? honest.payload);
  return honest ?? { kind: 'error', code: 'NotImplemented', description: `no ${call.action} here` };
}

/** A fault's code is a CALLERROR code or a status; without one the action's own no. */
function refusal(known: InboundCall | undefined, code: string | undefined): Answer {
  if (code !== undefined && !isErrorCode(code)) return say({ status: code });
  if (code === undefined && known?.refused !== undefined) return say(known.refused);
  return { kind: 'error', code: code ?? 'InternalError', description: 'refused by the fault plan' };
}

function isErrorCode(code: string): code is CallErrorCode {
  return ERROR_CODES.includes(code);
}

import type { SimClock } from '../../lib/clock.ts';
import type { DeviceFaults } from '../../lib/fault-plan.ts';
import type { Fault, FaultMoment } from '../../lib/fault-rules.ts';

/** Device time; but never less than the second of wall time, since gateways are not faster. */
const ANSWER_MS = 30_000;
const ANSWER_FLOOR_MS = 2_000;

/** A request was answered with `rejected`. */
export class StepRejected extends Error {
  override readonly name = 'StepRejected';
  /** HTTP's meaning: 429 and 503 are worth another try. */
  readonly status: number;
  readonly step: string;

  constructor(step: string, { statusCode, errorCode, errorMessage }: Record<string, unknown>) {
    super(`${step} rejected: ${errorCode} (${statusCode}): ${errorMessage}`);
    this.status = Number(statusCode);
    this.step = step;
  }

  get isForNow(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** What requests are sent over. */
export interface AskingParts {
  readonly clock: SimClock;
  readonly faults: DeviceFaults;
  /** False when there is no link. */
  readonly publish: (topic: string, text: string) => boolean;
  readonly drop: () => void;
  readonly freeze: (forMs: number) => void;
}

/** Requests on `{root}/req` with one answer each, on `{root}/accepted` or `{root}/rejected`. */
export interface Asking {
  /** `step` is what a fault plan names. Rejects with StepRejected, or when no answer came. */
  ask(step: string, root: string, body: object): Promise<Record<string, unknown>>;
  /** Takes an answer; frames that nobody waits for are dropped. */
  receive(topic: string, payload: Buffer): void;
  /** The link is gone: whoever waits is told so. */
  fail(why: Error): void;
}

/** Makes the asking side of one link. */
export function makeAsking(parts: AskingParts): Asking {
  const waiting = new Map<string, PromiseWithResolvers<Answer>>();
  return {
    async ask(step, root, body) {
      const fault = parts.faults.next(step);
      const answer = Promise.withResolvers<Answer>();
      // Whoever is told before it waits must not end the process.
      answer.promise.catch(() => {});
      waiting.set(root, answer);
      const answerMs = Math.max(ANSWER_MS, ANSWER_FLOOR_MS * parts.clock.speed);
      const cancel = parts.clock.after(answerMs, () =>
        answer.reject(new Error(`no answer to ${step} in time`)),
      );
      try {
        await send(parts, { fault, topic: `${root}/req`, text: JSON.stringify(body) });
        const { isAccepted, fields } = await answer.promise;
        strike(parts, fault, 'after-answer');
        if (isAccepted) return fields;
        throw new StepRejected(step, fields);
      } finally {
        cancel();
        waiting.delete(root);
      }
    },
    receive(topic, payload) {
      const [, root = '', word] = /^(.*)\/(accepted|rejected)$/.exec(topic) ?? [];
      waiting.get(root)?.resolve({ isAccepted: word === 'accepted', fields: read(payload) });
    },
    fail(why) {
      for (const answer of waiting.values()) answer.reject(why);
    },
  };
}

interface Answer {
  readonly isAccepted: boolean;
  readonly fields: Record<string, unknown>;
}

interface Frame {
  readonly fault: Fault | null;
  readonly topic: string;
  readonly text: string;
}

async function send(parts: AskingParts, { fault, topic, text }: Frame): Promise<void> {
  const { clock } = parts;
  if (fault?.do === 'slow' || fault?.do === 'late') {
    await new Promise<void>((resolve) => clock.after(fault.afterMs, resolve));
  }
  if (strike(parts, fault, 'before-execute')) return;
  const frame = fault?.do === 'garbage' ? '{"csrPem' : text;
  const frames = fault?.do === 'answer-twice' ? [frame, frame] : [frame];
  for (const one of frames) if (!parts.publish(topic, one)) throw new Error('the link is down');
  strike(parts, fault, 'after-execute');
}

/** Lets a fault of this moment strike; true when nothing may be sent any more. */
function strike(parts: AskingParts, fault: Fault | null, moment: FaultMoment): boolean {
  if (fault === null || fault.when !== moment) return false;
  if (fault.do === 'drop-link') parts.drop();
  else if (fault.do === 'half-open') parts.freeze(fault.afterMs);
  return ['drop-link', 'half-open', 'silent'].includes(fault.do);
}

function read(payload: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(payload.toString('utf8')));
  } catch {
    return {};
  }
}

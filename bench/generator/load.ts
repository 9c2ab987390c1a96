import type { OutcomePlace } from './outcomes.ts';

/** What one device is asked for. */
export type Target = {
  /** Variables of the document. */
  readonly variables: Readonly<Record<string, unknown>>;
};

/** How commands follow each other. */
export type Shape =
  /** So many workers, each sends its next command when it has seen the last one's outcome. */
  | { readonly kind: 'closed'; readonly inFlight: number; readonly forMs: number }
  /** Sent at these times whatever came of the earlier ones; latency counts from the plan. */
  | { readonly kind: 'open'; readonly perSecond: number; readonly forMs: number };

/** One run of the generator. */
export type Load = {
  readonly http: string;
  readonly token: string | null;
  readonly document: string;
  readonly targets: readonly Target[];
  /** The variable that gets another text with each command; `null` = none does. */
  readonly varied: string | null;
  readonly shape: Shape;
  readonly outcomes: OutcomePlace;
};

/** One command as it was seen, in us of the machine's monotonic clock. */
export type Sample = {
  /** Index of its target. */
  readonly target: number;
  /** When it was sent, or should have been (open shape). */
  readonly startUs: number;
  /** When the mutation's answer had been read. */
  readonly answeredUs: number;
  /** When the durable outcome was seen; it may be before the answer. */
  readonly doneUs: number;
};

/** What a run came to. */
export type LoadResult = {
  readonly samples: readonly Sample[];
  /** From the first start to the last outcome. */
  readonly tookUs: number;
  /** Outcomes other than SUCCEEDED. */
  readonly failed: number;
};

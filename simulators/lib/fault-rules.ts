/** Every fault that a plan may name. */
export const FAULT_ACTIONS = [
  'silent',
  'slow',
  'late',
  'reject',
  'accept-nothing',
  'answer-twice',
  'drop-link',
  'garbage',
  'half-open',
] as const;
/** Every moment that a fault may strike at. */
export const FAULT_MOMENTS = ['before-execute', 'after-execute', 'after-answer'] as const;
const RULE_FIELDS = ['on', 'probability', 'do', 'when', 'afterMs', 'times', 'code'];

/** What goes wrong (simulators.md, "Fault plan"). */
export type FaultAction = (typeof FAULT_ACTIONS)[number];
/** At which moment of a command's handling it goes wrong. */
export type FaultMoment = (typeof FAULT_MOMENTS)[number];

/** One fault that is due now; `afterMs` is device time, divided by the speed when it is armed. */
export interface Fault {
  readonly do: FaultAction;
  readonly when: FaultMoment;
  readonly afterMs: number;
  /** The code that `reject` answers with; absent: the simulator's own choice. */
  readonly code?: string;
}

/** One rule of a plan. `*` is every command; `connect`, `csr` and `register` must be named. */
export interface FaultRule extends Fault {
  readonly on: string;
  readonly probability: number;
  /** How often it fires at most, per device; Infinity without a bound. */
  readonly times: number;
}

/** How long a fault lasts when its rule does not say (device time). */
const DEFAULT_AFTER_MS: Readonly<Record<FaultAction, number>> = {
  silent: 0,
  slow: 2_000,
  // Past the answer window of 30 s (lifecycle.md).
  late: 40_000,
  reject: 0,
  'accept-nothing': 0,
  'answer-twice': 0,
  'drop-link': 0,
  garbage: 0,
  // A dead peer is noticed at 1.5 times the keep-alive of 60 s (mqtt.md).
  'half-open': 90_000,
};

/** A checked rule with its defaults filled in. */
export function toRule(rule: Record<string, unknown>): FaultRule {
  // The casts follow ruleProblems, which has found nothing wrong with these fields.
  const action = rule['do'] as FaultAction;
  const code = rule['code'] as string | undefined;
  return {
    on: rule['on'] as string,
    do: action,
    when: (rule['when'] as FaultMoment | undefined) ?? 'before-execute',
    probability: (rule['probability'] as number | undefined) ?? 1,
    afterMs: (rule['afterMs'] as number | undefined) ?? DEFAULT_AFTER_MS[action],
    times: (rule['times'] as number | undefined) ?? Number.POSITIVE_INFINITY,
    ...(code === undefined ? {} : { code }),
  };
}

/** All that is wrong with one rule, each with its field. */
export function ruleProblems(rule: unknown, at: string): string[] {
  if (!isObject(rule)) return [`${at}: must be an object`];
  const problems = unknownFields(rule, RULE_FIELDS, `${at}.`);
  const check = (field: string, isGood: (value: unknown) => boolean, wants: string) => {
    if (!isGood(rule[field])) problems.push(`${at}.${field}: ${wants}`);
  };
  const optional = (isGood: (value: unknown) => boolean) => (value: unknown) =>
    value === undefined || isGood(value);
  check('on', isName, 'must name a command, connect, csr, register or *');
  check('do', isOneOf(FAULT_ACTIONS), `must be one of ${FAULT_ACTIONS.join(', ')}`);
  check('when', optional(isOneOf(FAULT_MOMENTS)), `must be one of ${FAULT_MOMENTS.join(', ')}`);
  check('probability', optional(isWithin(0, 1)), 'must be a number from 0 to 1');
  check('afterMs', optional(isWithin(0, 86_400_000)), 'must be milliseconds, at most one day');
  check('times', optional(isCount), 'must be a whole number above 0');
  check('code', optional(isName), 'must be a short text');
  return problems;
}

/** Complaints about fields that nobody knows: a typing error must not pass in silence. */
export function unknownFields(value: object, known: readonly string[], prefix: string): string[] {
  const unknown = Object.keys(value).filter((field) => !known.includes(field));
  return unknown.map((field) => `${prefix}${field}: unknown field`);
}

/** Whether it is a JSON object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isName = (value: unknown) =>
  typeof value === 'string' && value.length > 0 && value.length <= 64;
const isOneOf = (list: readonly string[]) => (value: unknown) =>
  typeof value === 'string' && list.includes(value);
const isWithin = (min: number, max: number) => (value: unknown) =>
  typeof value === 'number' && value >= min && value <= max;
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0;

import { readFile } from 'node:fs/promises';
import { messageOf, UsageError } from './errors.ts';
import {
  FAULT_ACTIONS,
  FAULT_MOMENTS,
  type Fault,
  type FaultRule,
  isObject,
  ruleProblems,
  toRule,
  unknownFields,
} from './fault-rules.ts';
import { makeRandom, type Random } from './random.ts';

const RULES_MAX = 100;
/** Not commands: `*` does not mean them. */
const NAMED_ONLY = ['connect', 'csr', 'register'];

/** A checked plan. */
export interface FaultPlan {
  readonly seed: number;
  readonly faults: readonly FaultRule[];
}

/** One device's share of a plan; rules may be added and cleared while it runs. */
export interface DeviceFaults {
  /** The fault that strikes this command (or `connect`), or null. */
  next(on: string): Fault | null;
  /** Adds a rule, checked like those of a file; throws UsageError. */
  add(rule: unknown): FaultRule;
  /** Forgets every rule. */
  clear(): void;
}

/** No faults at all. */
export const NO_FAULTS: FaultPlan = { seed: 1, faults: [] };

/** The built-in plans: each action for every command, and link drops at all three moments. */
const BUILT_IN: Readonly<Record<string, readonly object[]>> = {
  'drop-links': FAULT_MOMENTS.map((when) => ({
    on: '*',
    do: 'drop-link',
    when,
    probability: 0.1,
  })),
  ...Object.fromEntries(FAULT_ACTIONS.map((action) => [action, [{ on: '*', do: action }]])),
};

/** Names that `--faults` takes in place of a file. */
export const BUILT_IN_FAULT_PLANS: readonly string[] = Object.keys(BUILT_IN);

/** Reads a plan by built-in name or from a file; a plan without a seed takes the given one. */
export async function loadFaultPlan(nameOrFile: string, seed: number): Promise<FaultPlan> {
  const builtIn = BUILT_IN[nameOrFile];
  if (builtIn !== undefined) return parseFaultPlan({ seed, faults: builtIn }, nameOrFile);
  let text: string;
  try {
    text = await readFile(nameOrFile, 'utf8');
  } catch (cause) {
    const names = BUILT_IN_FAULT_PLANS.join(', ');
    throw new UsageError(
      `cannot read the fault plan ${nameOrFile}: ${messageOf(cause)}; built-in plans: ${names}`,
      { cause },
    );
  }
  return parseFaultPlan(parseJson(text, nameOrFile), nameOrFile, seed);
}

/** Checks a plan and fills its defaults; throws one UsageError that lists all that is wrong. */
export function parseFaultPlan(value: unknown, source: string, seed = 1): FaultPlan {
  if (!isObject(value)) throw new UsageError(`${source}: a fault plan is a JSON object`);
  const faults = value['faults'];
  const problems = unknownFields(value, ['seed', 'faults'], '');
  const planSeed = value['seed'] ?? seed;
  if (!Number.isSafeInteger(planSeed)) problems.push('seed: must be a whole number');
  if (!Array.isArray(faults)) problems.push('faults: must be a list');
  const rules = Array.isArray(faults) ? faults : [];
  if (rules.length > RULES_MAX) problems.push(`faults: at most ${RULES_MAX} rules`);
  problems.push(...rules.flatMap((rule, index) => ruleProblems(rule, `faults[${index}]`)));
  if (problems.length > 0) throw new UsageError(`${source}: ${problems.join('; ')}`);
  return { seed: Number(planSeed), faults: rules.map(toRule) };
}

/** A device's faults: each rule draws from its own series, so rules do not disturb one another. */
export function makeFaultPlan(plan: FaultPlan, deviceId: string): DeviceFaults {
  let made = 0;
  const arm = (rule: FaultRule): ArmedRule => {
    made += 1;
    const random = makeRandom(plan.seed, `${deviceId}/fault/${made}`);
    return { rule, random, left: rule.times };
  };
  let armed = plan.faults.map(arm);
  return {
    next(on) {
      let struck: ArmedRule | null = null;
      for (const one of armed) {
        if (!matches(one.rule, on) || one.left <= 0) continue;
        // Every matching rule draws at every command: who wins does not shift the others' series.
        if (one.random() < one.rule.probability) struck ??= one;
      }
      if (struck === null) return null;
      struck.left -= 1;
      return toFault(struck.rule);
    },
    add(rule) {
      if (armed.length >= RULES_MAX) throw new UsageError(`at most ${RULES_MAX} fault rules`);
      const problems = ruleProblems(rule, 'fault');
      if (problems.length > 0) throw new UsageError(problems.join('; '));
      const checked = toRule(rule as Record<string, unknown>);
      armed.push(arm(checked));
      return checked;
    },
    clear() {
      armed = [];
    },
  };
}

interface ArmedRule {
  readonly rule: FaultRule;
  readonly random: Random;
  left: number;
}

function matches(rule: FaultRule, on: string): boolean {
  return rule.on === on || (rule.on === '*' && !NAMED_ONLY.includes(on));
}

function toFault(rule: FaultRule): Fault {
  const { when, afterMs, code } = rule;
  return { do: rule.do, when, afterMs, ...(code === undefined ? {} : { code }) };
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${source}: not JSON: ${messageOf(cause)}`, { cause });
  }
}

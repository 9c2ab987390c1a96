import type { Charger } from '../charger.ts';
import { triggerSamples } from '../connect/trigger.ts';
import { forgetPower } from '../metering/forget-power.ts';
import { hurrySamples, relaxSamples } from '../metering/sample-interval.ts';
import { pause } from '../pause.ts';
import { hasStatus, type Steps } from '../procedure.ts';
import { briefCurve } from '../profiles/limit-curve.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { holdProfile } from '../profiles/own-profiles.ts';
import type { RunningTest } from '../running-test.ts';
import { clearProfile } from './clear-profile.ts';
import { endTestSession } from './end-test.ts';
import { tryOtherUnit } from './other-unit.ts';
import { showLimit } from './read-limit.ts';
import {
  concludeTest,
  hasFallen,
  hasLeft,
  isFlowing,
  isUnplugged,
  type TestConclusion,
  type TestSight,
  toLoweredAmps,
} from './test-verdict.ts';
import { toWanted } from './wanted-limit.ts';

/** Shorter than the stretch at full current, ms; with the fall well within the evidence window. */
const RISE_MS = 80_000;
const FALL_MS = 60_000;
/** A payload, so real seconds; longer than the fall is watched, then it ends by itself. */
const LOWERED_S = 90;
const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 10_000;
/** A vehicle's power rises for a while: the second sample that flows counts as its peak. */
const FLOWING_ENOUGH = 2;
/** After so many samples without any power another way to write the limit is tried. */
const NOTHING_AFTER = 3;

/**
 * Watches a test charge to its verdict: the power has to rise, and to fall once the limit is
 * lowered. Then everything of the test is taken away again, and the verdict is stored. Called off,
 * it concludes nothing: who takes over ends it, or its schedule lowers and ends by itself.
 */
export async function watchTest(steps: Steps, test: RunningTest): Promise<void> {
  const { charger } = steps;
  charger.memory.runningTest = test;
  await hurrySamples(charger);
  const sight = await see(steps, test);
  if (!sight) return;
  const conclusion = concludeTest(sight);
  charger.memory.runningTest = null;
  await cleanUp(steps, test);
  await relaxSamples(charger);
  await report(charger, test, { ...sight, ...conclusion });
}

/** `null`: called off. */
async function see(steps: Steps, test: RunningTest): Promise<TestSight | null> {
  const { charger, signal } = steps;
  forgetPower(charger);
  const peakW = await watchRise(steps, test);
  if (signal.aborted) return null;
  const seen = look(charger, test);
  const before = { ...seen, peakW, loweredW: null, loweredAmps: null };
  if (peakW === null || !isFlowing(peakW) || isUnplugged(seen)) return before;
  const loweredAmps = await lower(steps, toLoweredAmps(peakW, seen.phases));
  if (loweredAmps === null) return signal.aborted ? null : { ...before, ...look(charger, test) };
  const loweredW = await watchFall(steps, { ...before, loweredAmps });
  return signal.aborted ? null : { ...before, ...look(charger, test), loweredAmps, loweredW };
}

/** The most that was metered, W; `null` = nothing was. */
async function watchRise(steps: Steps, test: RunningTest): Promise<number | null> {
  const { charger } = steps;
  const { memory } = charger;
  const tryOther = async () => tryOtherUnit(steps, 'test', await showLimit(charger));
  let peakW: number | null = null;
  let flowing = 0;
  let samples = 0;
  await sampleFor(steps, RISE_MS, async () => {
    const { powerW } = memory.main();
    samples += 1;
    if (memory.runningSession() && powerW !== null) peakW = Math.max(peakW ?? 0, powerW);
    if (isFlowing(powerW)) flowing += 1;
    else if (samples === NOTHING_AFTER) await tryOther();
    return flowing >= FLOWING_ENOUGH || hasLeft(look(charger, test));
  });
  return peakW;
}

/** What is metered at last, W; `null` = nothing since the limit was lowered. */
async function watchFall(steps: Steps, before: TestSight): Promise<number | null> {
  const { memory } = steps.charger;
  forgetPower(steps.charger);
  await sampleFor(steps, FALL_MS, async () => {
    const loweredW = memory.main().powerW;
    return hasFallen({ ...before, loweredW }) || memory.runningSession() === null;
  });
  return memory.main().powerW;
}

/** Asks for a sample every ten seconds until one is enough, or the time is over. */
async function sampleFor(
  steps: Steps,
  forMs: number,
  isEnough: () => Promise<boolean>,
): Promise<void> {
  const { charger, signal } = steps;
  const { clock, memory } = charger;
  const endsAtMs = clock.nowMs() + clock.windowMs(forMs);
  let delayMs = FIRST_AFTER_MS;
  while (await pause(clock, clock.windowMs(delayMs), signal)) {
    await triggerSamples(charger, memory.mainConnectorId()).catch(() => undefined);
    if ((await isEnough()) || clock.nowMs() >= endsAtMs) return;
    delayMs = EVERY_MS;
  }
}

/** In the way in which the charger took the test's limit; `null`: it took none, or not this one. */
async function lower(steps: Steps, limitAmps: number): Promise<number | null> {
  const { charger } = steps;
  const { memory, dialect, clock } = charger;
  const held = memory.held.get('test');
  if (!held) return null;
  const curve = briefCurve({ limitAmps, nowMs: clock.nowMs(), forS: LOWERED_S });
  const profile = makeProfile(toWanted(charger, 'test', curve), held.rung, memory);
  if (!profile) return null;
  const answer = await steps.call(dialect.setProfile(profile), undefined, `${limitAmps} A`);
  if (answer.kind === 'ended' || !hasStatus(answer, 'Accepted')) return null;
  holdProfile(memory, 'test', { ...held, profile, curve });
  return limitAmps;
}

/** What the test began ends with it, and what it set is cleared: nothing of it is left. */
async function cleanUp(steps: Steps, test: RunningTest): Promise<void> {
  const { memory } = steps.charger;
  const connectorId = memory.mainConnectorId();
  // The end of its session forgets the limit, which not every charger does.
  const isHeld = memory.held.has('test');
  await endTestSession(steps, test);
  if (!isHeld) return;
  await clearProfile(steps, { purpose: 'test', connectorId }, () => null);
}

async function report(
  { store, clock }: Charger,
  { transactionId, baselineW }: RunningTest,
  { verdict, detail, peakW, loweredW }: TestSight & TestConclusion,
): Promise<void> {
  const value = { transactionId, verdict, detail, baselineW, peakW, loweredW };
  await store.report('test', value, clock.nowMs());
}

function look({ memory }: Charger, { sinceMs }: RunningTest) {
  const { session, status } = memory.main();
  const hasEnded = session?.running === false && (session.endedAtMs ?? 0) >= sinceMs;
  return {
    phases: memory.phasesOf(memory.mainConnectorId()),
    isRunning: session?.running === true,
    endReason: hasEnded ? (session.endReason ?? 'no reason given') : null,
    state: status?.state ?? null,
  };
}

import type { Charger } from '../charger.ts';
import type { ChargerFacts } from '../charger-memory.ts';
import { adoptInterval, relaxSamples } from '../metering/sample-interval.ts';
import { waitForMemory } from '../pause.ts';
import { clearOverdueBoost } from '../profiles/leftover.ts';
import { describe } from './describe.ts';
import { triggerMessage, triggerSamples } from './trigger.ts';

/** How one version reads what a charger says that it can do; `mute` when nothing was heard. */
export type ReadFacts = (charger: Charger) => Promise<ChargerFacts | 'mute'>;

/** What a version has to say for its chargers to be learnt. */
export type LearntVersion = {
  /** Asks what the charger can do (ocpp.md 3.1, step 3); bounded. */
  readonly readFacts: ReadFacts;
  /** Asks whether sessions from before this link still run, where the version can; bounded. */
  readonly confirmSessions?: (charger: Charger) => Promise<void>;
};

const STATUS_AFTER_TRIGGER_MS = 2_000;

/**
 * Learns what the charger can do and what runs on it (ocpp.md 3.1, steps 3 and 4). Each step may
 * be refused; a charger that does not answer at all is asked nothing more, and is ready all the
 * same, because only a command's own answer decides about a command.
 */
export async function learn(charger: Charger, version: LearntVersion): Promise<void> {
  const { memory, store, log } = charger;
  try {
    await adoptInterval(charger);
    const facts = await version.readFacts(charger);
    if (facts !== 'mute') {
      // While our own interval is set, the charger's own is the one that was read before.
      const { sampleIntervalS } = memory.isHurried ? memory.facts : facts;
      memory.facts = { ...facts, sampleIntervalS };
    }
    // Without a boot on this link nothing new is known of its make: the stored description stays.
    if (memory.boot) {
      await store.record({ type: 'described', description: describe(charger, memory.boot) });
    }
    if (facts === 'mute') return;
    // A search that was cut off with its link left our interval behind.
    await relaxSamples(charger);
    await askWhatRuns(charger);
    await version.confirmSessions?.(charger);
    // Before anything else is asked of it: a new boost has the same id.
    await clearOverdueBoost(charger);
  } catch (error) {
    // A charger that leaves meanwhile is learnt when it comes back.
    if (charger.gone.aborted) return;
    log.warn({ err: error }, 'what the charger is could not be stored');
  }
}

async function askWhatRuns(charger: Charger): Promise<void> {
  const { memory, clock, gone: signal } = charger;
  for (let connectorId = 1; connectorId <= memory.facts.connectorCount; connectorId += 1) {
    const answer = await triggerMessage(charger, 'status', connectorId);
    if (answer === 'mute') return;
    if (answer === 'refused') break;
    const delayMs = clock.windowMs(STATUS_AFTER_TRIGGER_MS);
    const isKnown = () => memory.connector(connectorId).status !== null;
    await waitForMemory(memory, isKnown, { clock, delayMs, signal });
  }
  await triggerSamples(charger, memory.mainConnectorId());
}

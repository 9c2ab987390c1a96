import type { Charger } from '../charger.ts';
import type { BootFacts, Registration } from '../charger-memory.ts';
import { describe } from './describe.ts';

/** What is answered to a boot. */
export type BootAnswer = {
  readonly status: Registration;
  /** Seconds between heartbeats, or until the charger may try again (OCPP 1.6 4.2). */
  readonly intervalS: number;
  /** To be run when the answer went to the socket. */
  readonly afterAnswer: () => void;
};

/** Payloads, so never scaled (kraken-api.md 4, lifecycle.md). */
const HEARTBEAT_S = 60;
const AGAIN_S = 10;
const RETIRED_S = 3_600;

/**
 * Takes what a charger says of itself at its boot. The credentials were checked at the door, so it
 * is accepted, unless it was retired since; while the store cannot take it, it is pending: it
 * boots again, and until then nothing is asked of it (OCPP 1.6 4.2, OCPP 2.0.1 B02 and B03).
 * `isTriggered`: the charger says that it was asked for this message.
 */
export async function takeBoot(
  charger: Charger,
  boot: BootFacts,
  isTriggered = charger.memory.isBootAsked,
): Promise<BootAnswer> {
  const { memory, log } = charger;
  memory.bootCount += 1;
  memory.isBootAsked = false;
  memory.model = { make: boot.make, model: boot.model, firmware: boot.firmwareVersion };
  // Until that is decided, which a store that is away delays, nothing is asked of it.
  memory.registration = 'Pending';
  memory.registration = await register(charger, boot, isTriggered);
  const { make, model } = boot;
  log.info({ make, model, registration: memory.registration }, 'a charger booted');
  // Calls before the answer send some chargers into a boot loop (ocpp.md, complaint 11): the rest
  // of the link knows of the boot only then.
  const know = (next: () => void) => () => {
    memory.boot = boot;
    memory.changed();
    next();
  };
  switch (memory.registration) {
    case 'Accepted':
      return toAnswer('Accepted', HEARTBEAT_S, know(charger.onBoot));
    case 'Pending':
      return toAnswer(
        'Pending',
        AGAIN_S,
        know(() => undefined),
      );
    case 'Rejected':
      return toAnswer(
        'Rejected',
        RETIRED_S,
        know(() => charger.leave('the device is retired')),
      );
  }
}

function toAnswer(status: Registration, intervalS: number, afterAnswer: () => void): BootAnswer {
  return { status, intervalS, afterAnswer };
}

async function register(
  charger: Charger,
  boot: BootFacts,
  isTriggered: boolean,
): Promise<Registration> {
  const { store, devices, device, memory, log } = charger;
  try {
    const state = await store.attempt(() => devices.find(device.id));
    if (state && state.device.retiredAtMs !== null) return 'Rejected';
    // A boot that we asked for restarts nothing; without any it is at least something to compare.
    if (!isTriggered || !memory.hasStoredBoot) await storeBoot(charger, boot);
    // Who is new is known from here on: what is asked of it meanwhile waits until it was learnt.
    if (state?.description === null) {
      await store.record({ type: 'described', description: describe(charger, boot) });
    }
    return 'Accepted';
  } catch (error) {
    if (charger.gone.aborted) throw error;
    log.warn({ err: error }, 'a boot could not be stored: the charger is to boot again');
    return 'Pending';
  }
}

/** A new `bootId` is what proves a restart. */
async function storeBoot(
  { store, clock, memory, epoch }: Charger,
  { firmwareVersion: firmware }: BootFacts,
): Promise<void> {
  const value = { session: epoch(), bootedAt: null, clockSet: false, firmware, certificate: null };
  await store.report('boot', value, clock.nowMs());
  memory.hasStoredBoot = true;
}

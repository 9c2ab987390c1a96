import type { AccountNumber, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import type { NewDevice, RegistrationTerms } from '../../src/domain/ports/devices.ts';
import { makeChargerTraits } from '../../src/store/charger-traits.ts';
import { makePropertyPlaces } from '../../src/store/property-places.ts';
import { makeWizards } from '../../src/store/wizards.ts';
import { setpointOf } from './builders.ts';
import type { Core } from './core.ts';
import { fakeStartMs } from './fake-clock.ts';
import { caseDevice, prepareQueued, type ScriptCase, toEntry } from './script-cases.ts';

const nowMs = fakeStartMs;
const wizardId = 'wizard-1';

/** Onboards one more device of account A-1. */
export function onboard(core: Core, id: string, terms: Partial<RegistrationTerms> = {}) {
  const device: NewDevice = {
    ...{ id: id as DeviceId, accountNumber: 'A-1' as AccountNumber, propertyId: 1 },
    ...{ class: 'charger', identity: `who-${id}` as DeviceIdentity, provider: 'OCPP' },
    ...{ registeredBy: 'onboarding', createdAtMs: nowMs, secretHash: 'salt.hash' },
  };
  return core.devices.register(device, { isTrusted: false, ...terms });
}

/** Begins an onboarding of account A-1. */
export function startWizard(core: Core, id = wizardId, createdAtMs = nowMs, openMax = 2) {
  const facts = { id, accountNumber: 'A-1' as AccountNumber, propertyId: 1, createdAtMs };
  return makeWizards(core.scripts).start(facts, { openMax, openSinceMs: nowMs - 1_000 });
}

async function cancel(core: Core, retires: DeviceId | null) {
  const wizards = makeWizards(core.scripts);
  const wizard = await wizards.find(wizardId);
  if (!wizard) throw new Error('the case has no wizard');
  // As it was seen before the call, however often that is repeated.
  return await wizards.cancel({ ...wizard, version: 1 }, nowMs, retires);
}

async function learnWatts(core: Core): Promise<void> {
  const model = { make: 'Bergvolt', model: 'BV Column', firmware: null };
  await makeChargerTraits(core.scripts, core.clock).learn(model, caseDevice, {
    rung: 'W, plain, session',
  });
}

/** The cases of registration and onboarding. */
export const onboardingCases: readonly ScriptCase[] = [
  {
    script: 'register',
    what: 'of the device of an onboarding, after one that was finished',
    prepare: async (core) => {
      await onboard(core, 'finished');
      await core.sessions.connect('finished' as DeviceId, nowMs);
      await startWizard(core);
    },
    call: (core) => {
      const terms = { openSinceMs: nowMs - 1_000, wizard: { id: wizardId, version: 1 } };
      return onboard(core, 'next', terms);
    },
  },
  {
    script: 'set-credentials',
    what: 'that cut the link of the former ones',
    prepare: (core) => prepareQueued(core, 'one'),
    call: (core) => {
      const given = { secretHash: 'a.b', isTrusted: true, cutsLink: true };
      return core.devices.setCredentials(caseDevice, 'who-1' as DeviceIdentity, given);
    },
  },
  {
    script: 'drop-credentials',
    what: 'of a device that is connected',
    prepare: (core) => prepareQueued(core, 'one'),
    call: (core) => core.devices.dropCredentials(caseDevice, nowMs),
  },
  {
    script: 'retire',
    what: 'a device with commands that wait and a link',
    prepare: (core) => prepareQueued(core, 'one'),
    call: (core) => core.devices.retire(caseDevice, nowMs),
  },
  {
    script: 'wizard-start',
    what: 'beside one that waits, after one that has ended',
    prepare: async (core) => {
      await startWizard(core, 'old', nowMs - 2_000);
      await startWizard(core, 'waiting');
    },
    call: (core) => startWizard(core),
  },
  {
    script: 'wizard-cancel',
    what: 'with a device that is connected and has a command',
    prepare: async (core) => {
      await prepareQueued(core);
      await core.transactions.accept([toEntry('one', setpointOf(50))], nowMs);
      await startWizard(core);
    },
    call: (core) => cancel(core, caseDevice),
  },
  {
    script: 'wizard-cancel',
    what: 'without a device',
    prepare: async (core) => void (await startWizard(core)),
    call: (core) => cancel(core, null),
  },
  {
    script: 'learn-trait',
    what: 'of a charger, for the second time',
    prepare: async (core) => {
      await learnWatts(core);
      await learnWatts(core);
    },
    call: learnWatts,
  },
  {
    script: 'set-place',
    what: 'of one more property',
    prepare: async (core) => {
      const place = { latitude: 1, longitude: 2 };
      await makePropertyPlaces(core.scripts).set('A-1', 1, place);
    },
    call: (core) =>
      makePropertyPlaces(core.scripts).set('A-1', 2, { latitude: 51.5, longitude: -0.1 }),
  },
];

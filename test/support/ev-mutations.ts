import { expect } from 'vitest';
import type { Step } from './expected-outcomes.ts';
import { type SeedMutation, seedDocuments } from './seed-documents.ts';
import type { Site } from './site.ts';
import type { SiteDevice } from './site-devices.ts';
import { boost, control, type Mutation, testCharge } from './site-mutations.ts';

/** How the EV mutations are spelt: the published ones name an account, the later ones a device. */
export type Spelling = 'account' | 'device';

/** What a site of these mutations needs: a zone in which `readyBy` is an hour from now. */
export const readyByHour = 5;
const readyBy = '06:30';

/** The mutation of a step. */
export function toMutation(charger: SiteDevice, step: Step, spelling: Spelling): Mutation {
  return spelling === 'account' ? toPublished(charger, step) : toLater(charger, step);
}

function toPublished(charger: SiteDevice, step: Step): Mutation {
  switch (step) {
    case 'boost':
    case 'boostAgain':
      return publish(charger, 'triggerBoostCharge');
    case 'cancel':
    case 'cancelAgain':
      return publish(charger, 'deleteBoostCharge');
    case 'suspend':
      return publish(charger, 'suspendControl');
    case 'resume':
      return publish(charger, 'resumeControl');
    case 'charge':
      return publish(charger, 'setVehicleChargePreferences', toTimes(100));
    case 'rest':
      return publish(charger, 'setVehicleChargePreferences', toTimes(10));
    case 'test':
      return publish(charger, 'triggerTestCharge');
  }
}

function toLater(charger: SiteDevice, step: Step): Mutation {
  switch (step) {
    case 'boost':
    case 'boostAgain':
      return boost(charger);
    case 'cancel':
    case 'cancelAgain':
      return boost(charger, 'CANCEL');
    case 'suspend':
      return control(charger, 'SUSPEND');
    case 'resume':
      return control(charger, 'UNSUSPEND');
    case 'charge':
      return prefer(charger, { max: 100, min: 100 });
    case 'rest':
      return prefer(charger, { max: 10 });
    case 'test':
      return testCharge(charger);
  }
}

function publish({ account }: SiteDevice, mutation: SeedMutation, more: object = {}): Mutation {
  const input = { accountNumber: account, ...more };
  return { document: seedDocuments[mutation], variables: { input } };
}

/** Sooner than a vehicle can be full: it charges at once. */
function toTimes(soc: number) {
  const times = { weekdayTargetTime: readyBy, weekendTargetTime: readyBy };
  return { ...times, weekdayTargetSoc: soc, weekendTargetSoc: soc };
}

/** Wants the vehicle this full every day; `min` is charged at once. */
export function prefer({ deviceId }: SiteDevice, wish: { max: number; min?: number }): Mutation {
  const document = `mutation($input: SmartFlexDevicePreferencesInput!) {
    setDevicePreferences(input: $input) { id }
  }`;
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const schedules = days.map((dayOfWeek) => ({ dayOfWeek, time: `${readyBy}:00`, ...wish }));
  const input = { deviceId, mode: 'CHARGE', unit: 'PERCENTAGE', schedules };
  return { document, variables: { input } };
}

/** Retires a charger, which has to be told by the answer. */
export async function retire(site: Site, charger: SiteDevice, spelling: Spelling): Promise<void> {
  if (spelling === 'account') {
    const { document, variables } = publish(charger, 'deauthenticateDevice');
    const { data } = await site.api.send(document, variables);
    const krakenflexDevice = { krakenflexDeviceId: charger.deviceId };
    expect(data).toMatchObject({ deauthenticateDevice: { krakenflexDevice } });
    return;
  }
  const document = `mutation($id: String!) {
    deauthenticateFlexDevice(input: { deviceId: $id }) { device { status { current } } }
  }`;
  const { data } = await site.api.send(document, { id: charger.deviceId });
  const device = { status: { current: 'RETIRED' } };
  expect(data).toMatchObject({ deauthenticateFlexDevice: { device } });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { dayNames } from '../../../src/gateway/graphql/day-names.ts';
import { type AcceptingApi, startAcceptingApi } from './support/accepting-api.ts';
import { signInAs } from './support/api.ts';
import { aDescription, aDevice } from './support/builders.ts';

let api: AcceptingApi;
let token: string;
beforeEach(async () => {
  api = await startAcceptingApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

describe('a device that cannot be asked for something', () => {
  const suspend =
    'suspendControl(input: { accountNumber: "A-1" }) { krakenflexDevice { suspended } }';
  const errorOf = async (field: string) =>
    (await api.ask(`mutation { ${field} }`, { as: token })).body.errors?.[0]?.extensions;
  const cannot = (what: string) => ({
    code: 'unsupported',
    detail: `a heat pump controller cannot ${what}`,
  });

  beforeEach(() => {
    api.world.devices.unshift(
      aDevice(
        { id: 'controller' as DeviceId, class: 'heat_pump_controller' },
        { description: aDescription({ class: 'heat_pump_controller', kinds: ['reboot'] }) },
      ),
    );
  });

  it.each([
    ['DeviceSmartControl', 'SUSPEND', 'KT-CT-4358', 'be suspended'],
    ['DeviceSmartControl', 'UNSUSPEND', 'KT-CT-4359', 'be resumed'],
    ['BoostCharge', 'BOOST', 'KT-CT-4356', 'be boosted'],
    ['BoostCharge', 'CANCEL', 'KT-CT-4354', 'be boosted'],
  ])('is told so: update%s %s', async (what, action, errorCode, inability) => {
    const input = `{ deviceId: "controller", action: ${action} }`;
    expect(await errorOf(`update${what}(input: ${input}) { id }`)).toMatchObject({
      ...{ errorCode, reason: cannot(inability) },
    });
  });

  it('is told so of preferences', async () => {
    const schedules = dayNames.map((day) => `{ dayOfWeek: ${day}, time: "07:00", max: 80 }`);
    const input = `{ deviceId: "controller", mode: CHARGE, unit: PERCENTAGE
      schedules: [${schedules}] }`;
    const reason = cannot('be given charging preferences');
    expect(await errorOf(`setDevicePreferences(input: ${input}) { id }`)).toMatchObject({
      ...{ errorCode: 'KT-CT-4374', reason },
    });
  });

  it('is not "the" device of an account to suspend, unless there is no other', async () => {
    const charger = { id: 'charger' as DeviceId };
    api.world.devices[1] = aDevice(charger, {
      description: aDescription({ kinds: ['suspend'] }),
    });
    expect(await errorOf(suspend)).toBeUndefined();
    expect(api.accepted().map(({ wish }) => wish.deviceId)).toEqual(['charger']);
    api.world.devices.splice(1);
    const reason = cannot('be suspended');
    expect(await errorOf(suspend)).toMatchObject({ errorCode: 'KT-CT-4358', reason });
  });
});

it('only a battery may be allowed to give to the grid', async () => {
  const query = (deviceId: string) => `mutation {
    updateDeviceGridExport(input: { deviceId: "${deviceId}", enabled: true }) { id }
  }`;
  const { body } = await api.ask(query('charger'), { as: token });
  expect(body.errors[0]?.extensions).toMatchObject({
    errorCode: 'KT-CT-4386',
    reason: { code: 'unsupported', detail: 'a charger cannot give to the grid' },
  });
  expect((await api.ask(query('battery'), { as: token })).body.errors).toBeUndefined();
  expect(api.accepted().map(({ held }) => held)).toEqual([{ gridExport: true }]);
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { type ErrorCode, GatewayError } from '../../../src/domain/errors.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';
import { callsOnAccount, toMutation } from './support/mutation-calls.ts';

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
  api.world.devices.push(
    aDevice({ id: 'charger' as DeviceId }),
    aDevice({ id: 'battery' as DeviceId, class: 'battery' }),
  );
});
afterEach(() => api.close());

const newest = (...classes: string[]) => ({ by: 'newest', accountNumber: 'A-1', classes });
const vehicles = newest('charger', 'vehicle');
const controllable = ['charger', 'vehicle', 'battery'];
const whatever = {
  ...newest(...controllable, 'heat_pump_unit', 'heat_pump_controller'),
  preferred: controllable,
};
const byId = (id: string) => ({ by: 'id', id });
const day = (number: number, readyBy: string, targetSocPercent: number) => {
  return { day: number, readyBy, targetSocPercent, minSocPercent: null as number | null };
};
const weekdays = [0, 1, 2, 3, 4];

type Name = keyof typeof callsOnAccount;

describe('a mutation becomes a command', () => {
  it.each([
    ['triggerTestCharge', { ...vehicles, orRetired: true }, { kind: 'test_charge', params: {} }],
    ['suspendControl', whatever, { kind: 'suspend', params: {} }],
    ['resumeControl', whatever, { kind: 'resume', params: {} }],
    ['updateDeviceSmartControl', byId('charger'), { kind: 'suspend', params: {} }],
    [
      'setVehicleChargePreferences',
      vehicles,
      {
        kind: 'set_charging_preferences',
        params: {
          days: [
            ...weekdays.map((number) => day(number, '07:00', 80)),
            ...[5, 6].map((number) => day(number, '09:00', 90)),
          ],
        },
      },
    ],
    [
      'setDevicePreferences',
      byId('charger'),
      {
        kind: 'set_charging_preferences',
        params: { days: [...weekdays, 5, 6].map((number) => day(number, '07:00', 80)) },
      },
    ],
    [
      'updateDeviceGridExport',
      byId('battery'),
      { kind: 'set_grid_export', params: { enabled: true } },
    ],
  ] as const)('%s', async (mutation, target, command) => {
    const { body } = await api.ask(toMutation(mutation, callsOnAccount[mutation]), { as: token });
    expect(body.errors).toBeUndefined();
    expect(body.extensions.transactionIds).toEqual({ [mutation]: ['tx-1-0'] });
    expect(api.world.submissions).toEqual([
      expect.objectContaining({ mutation, target, commands: [command] }),
    ]);
  });

  it('UNSUSPEND of updateDeviceSmartControl resumes', async () => {
    const call = callsOnAccount.updateDeviceSmartControl.replace('SUSPEND', 'UNSUSPEND');
    await api.ask(toMutation('updateDeviceSmartControl', call), { as: token });
    expect(api.world.submissions[0]?.commands).toEqual([{ kind: 'resume', params: {} }]);
  });
});

describe('what the domain refuses is said in the words of the mutation', () => {
  const refuse = async (mutation: Name, args: string, code: ErrorCode, reason?: string) => {
    const context = reason
      ? { reason: { code: reason, detail: 'why' }, transactionId: 'tx-refused' }
      : {};
    api.world.refusal = new GatewayError(code, 'internal words', context);
    const { status, body } = await api.ask(toMutation(mutation, args), { as: token });
    expect(status).toBe(200);
    return body.errors[0]?.extensions ?? {};
  };

  it.each([
    ['device_live', 'TC_DEVICE_LIVE'],
    ['test_in_progress', 'TC_DEVICE_ONBOARDING_IN_PROGRESS'],
    ['device_retired', 'TC_DEVICE_RETIRED'],
    ['device_suspended', 'TC_DEVICE_SUSPENDED'],
    ['device_disconnected', 'TC_DEVICE_DISCONNECTED'],
    ['device_not_live', 'TC_DEVICE_DISCONNECTED'],
    ['away_from_home', 'TC_DEVICE_AWAY_FROM_HOME'],
    ['no_location_configured', 'TC_DEVICE_NO_LOCATION_CONFIGURED'],
    ['location_unable_to_identify', 'TC_DEVICE_LOCATION_UNABLE_TO_IDENTIFY'],
    ['location_missing', 'TC_DEVICE_LOCATION_MISSING'],
    ['already_charging', 'TC_DEVICE_ALREADY_CHARGING'],
  ])('a test charge refused as %s is 4355 with %s', async (reason, word) => {
    const args = callsOnAccount.triggerTestCharge;
    expect(await refuse('triggerTestCharge', args, 'refused', reason)).toEqual({
      ...{ errorType: 'APPLICATION', errorClass: 'APPLICATION', errorCode: 'KT-CT-4355' },
      errorDescription: 'An internal error occurred. Please try again later.',
      testChargeRefusalReasons: [word],
      transactionId: 'tx-refused',
      reason: { code: reason, detail: 'why' },
    });
  });

  it('a faulted charger takes no test charge, for no reason that has a word', async () => {
    const args = callsOnAccount.triggerTestCharge;
    const extensions = await refuse('triggerTestCharge', args, 'refused', 'device_faulted');
    expect(extensions['errorCode']).toBe('KT-CT-4355');
    expect(extensions).not.toHaveProperty('testChargeRefusalReasons');
  });

  it.each([
    ['triggerTestCharge', 'KT-CT-4355'],
    ['suspendControl', 'KT-CT-4358'],
    ['resumeControl', 'KT-CT-4359'],
    ['updateDeviceSmartControl', 'KT-CT-4358'],
    ['setVehicleChargePreferences', 'KT-CT-4353'],
    ['setDevicePreferences', 'KT-CT-4374'],
    ['updateDeviceGridExport', 'KT-CT-4386'],
  ] as const)('%s: refused, unsupported and full are %s', async (mutation, errorCode) => {
    const args = callsOnAccount[mutation];
    for (const code of ['refused', 'unsupported', 'device_queue_full'] as const) {
      expect(await refuse(mutation, args, code)).toMatchObject({ errorCode });
    }
    expect(await refuse(mutation, args, 'device_not_found')).toMatchObject({
      ...{ errorCode: 'KT-CT-4301', errorType: 'NOT_FOUND' },
    });
  });

  it('a resumption of one device is refused as one', async () => {
    const args = callsOnAccount.updateDeviceSmartControl.replace('SUSPEND', 'UNSUSPEND');
    const extensions = await refuse('updateDeviceSmartControl', args, 'refused', 'device_retired');
    expect(extensions['errorCode']).toBe('KT-CT-4359');
  });
});

it.each([
  'triggerTestCharge',
  'suspendControl',
  'resumeControl',
  'setVehicleChargePreferences',
  'updateDeviceGridExport',
])('%s without its input is a validation error', async (mutation) => {
  const { body } = await api.ask(toMutation(mutation, ''), { as: token });
  expect(body.errors[0]?.extensions).toMatchObject({
    errorCode: 'KT-CT-4321',
    validationErrors: [{ message: 'the input is required', inputPath: ['input'] }],
  });
});

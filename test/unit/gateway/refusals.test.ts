import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ErrorCode, type ErrorContext, GatewayError } from '../../../src/domain/errors.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { type DocumentName, documents, waterSetpoint } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

describe('what the domain refuses is said in the words of the mutation', () => {
  const refuse = async (mutation: DocumentName, code: ErrorCode, context: ErrorContext = {}) => {
    api.world.refusal = new GatewayError(code, 'internal words', context);
    const { status, body } = await api.ask(documents[mutation], { as: token });
    expect(status).toBe(200);
    expect(body.data).toEqual({ [mutation]: null });
    expect(JSON.stringify(body)).not.toContain('internal words');
    const [error] = body.errors;
    expect(error?.path).toEqual([mutation]);
    return error?.extensions ?? {};
  };
  const refused = (code: string) => ({
    reason: { code, detail: 'why' },
    transactionId: 'tx-refused',
  });

  it.each([
    ['device_not_live', 'BC_DEVICE_NOT_YET_LIVE'],
    ['device_retired', 'BC_DEVICE_RETIRED'],
    ['device_suspended', 'BC_DEVICE_SUSPENDED'],
    ['device_disconnected', 'BC_DEVICE_DISCONNECTED'],
    ['away_from_home', 'BC_DEVICE_NOT_AT_HOME'],
    ['boost_in_progress', 'BC_BOOST_CHARGE_IN_PROGRESS'],
    ['fully_charged', 'BC_DEVICE_FULLY_CHARGED'],
  ])('a boost refused as %s is 4357 with %s', async (reason, word) => {
    for (const mutation of ['triggerBoostCharge', 'updateBoostCharge'] as const) {
      expect(await refuse(mutation, 'refused', refused(reason))).toEqual({
        errorType: 'APPLICATION',
        errorClass: 'APPLICATION',
        errorCode: 'KT-CT-4357',
        errorDescription: 'An internal error occurred. Please try again later.',
        boostChargeRefusalReasons: [word],
        transactionId: 'tx-refused',
        reason: { code: reason, detail: 'why' },
      });
    }
  });

  it('a faulted charger is 4356 without reasons', async () => {
    const extensions = await refuse('triggerBoostCharge', 'refused', refused('device_faulted'));
    expect(extensions['errorCode']).toBe('KT-CT-4356');
    expect(extensions).not.toHaveProperty('boostChargeRefusalReasons');
  });

  it.each([
    ['triggerBoostCharge', 'device_not_found', 'KT-CT-4301', 'NOT_FOUND'],
    ['triggerBoostCharge', 'device_queue_full', 'KT-CT-4356', 'APPLICATION'],
    ['deleteBoostCharge', 'refused', 'KT-CT-4354', 'APPLICATION'],
    ['setBatteryChargingPreferences', 'refused', 'KT-CT-4353', 'APPLICATION'],
    ['setBatteryChargingPreferences', 'invalid_parameters', 'KT-CT-4321', 'VALIDATION'],
    ['setZoneMode', 'not_permitted', 'KT-CT-1111', 'AUTHORIZATION'],
    ['setZoneMode', 'refused', 'KT-CT-4306', 'APPLICATION'],
    ['setZoneMode', 'device_queue_full', 'KT-CT-4306', 'APPLICATION'],
    ['setZoneMode', 'idempotency_conflict', 'idempotency_conflict', 'VALIDATION'],
    ['updateWaterSetpoint', 'device_queue_full', 'device_queue_full', 'APPLICATION'],
    ['updateWaterSetpoint', 'unsupported', 'unsupported', 'APPLICATION'],
    ['updateSensorDisplayName', 'refused', 'refused', 'APPLICATION'],
    ['updateSensorDisplayName', 'unavailable', 'unavailable', 'SERVICE_AVAILABILITY'],
  ] as const)('%s: %s is %s', async (mutation, code, apiCode, errorType) => {
    const extensions = await refuse(mutation, code);
    expect(extensions).toMatchObject({ errorCode: apiCode, errorType, errorClass: errorType });
  });

  it.each([
    ['setZoneMode', 'setpointC', 'KT-CT-4333', ['operationParameters', 'setpointInCelsius']],
    ['setZoneMode', 'zone', 'KT-CT-4333', ['operationParameters', 'zone']],
    ['updateWaterSetpoint', 'setpointC', 'KT-CT-4321', ['setpoint']],
    ['updateSensorDisplayName', 'sensorCode', 'KT-CT-4321', ['sensorCode']],
    [
      'setBatteryChargingPreferences',
      'minSocPercent',
      'KT-CT-4321',
      ['input', 'minimumSocPercentage'],
    ],
  ] as const)('%s names its own input for %s', async (mutation, parameter, code, inputPath) => {
    const fault = { code: 'out_of_range', path: [parameter], message: 'too hot' } as const;
    const extensions = await refuse(mutation, 'invalid_parameters', { faults: [fault] });
    expect(extensions['errorCode']).toBe(code);
    expect(extensions['validationErrors']).toEqual([
      { message: 'too hot', inputPath, code: 'out_of_range' },
    ]);
  });

  it('limit, actual value and earliest time of a refusal are told', async () => {
    const reason = {
      code: 'dwell',
      detail: null,
      limit: 10,
      actual: 12,
      earliestAtMs: Date.parse('2026-03-01T13:00:00Z'),
    };
    const extensions = await refuse('updateWaterSetpoint', 'refused', { reason });
    expect(extensions['reason']).toEqual({
      code: 'dwell',
      detail: null,
      limit: 10,
      actual: 12,
      earliestAt: '2026-03-01T13:00:00.000Z',
    });
  });

  it('what nobody expected is one fixed text with a log id', async () => {
    api.world.refusal = new Error('password of redis is hunter2');
    const { status, body } = await api.ask(documents.setZoneMode, { as: token });
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    const [error] = body.errors;
    expect(error?.message).toBe('An internal error occurred. Please try again later.');
    const line = api.world.logged.find(
      (each) => each.fields['logId'] === error?.extensions['logId'],
    );
    expect(line?.fields['err']).toBe(api.world.refusal);
  });

  it('an EUID that is none is an unknown one, to those who hold the account', async () => {
    const query = (account: string) => `mutation { ${waterSetpoint({ account, of: 'nonsense' })} }`;
    const codeOf = async (account: string) =>
      (await api.ask(query(account), { as: token })).body.errors[0]?.extensions['errorCode'];
    expect(await codeOf('A-1')).toBe('KT-CT-4301');
    expect(await codeOf('A-2')).toBe('KT-CT-1111');
  });

  it('an absent input is a validation error', async () => {
    const { body } = await api.ask('mutation { triggerBoostCharge { possibleErrors { code } } }', {
      as: token,
    });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ message: 'the input is required', inputPath: ['input'] }],
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controllerSamples, unitSamples } from '../../support/seed-documents/command-samples.ts';
import { seedDocuments } from '../../support/seed-documents.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';
import { euid } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.world.submissions.length = 0;
  api.world.devices.length = 0;
  token = await signInAs(api, 'account', ['A-1']);
});
afterAll(() => api.close());

const controller = { by: 'identity', accountNumber: 'A-1', identity: '001e5e0902ba5d84' };
const named = `accountNumber: "A-1", euid: "${euid}"`;

async function paramsOf(query: string, variables?: object) {
  const { status, body } = await api.ask(query, { as: token, variables });
  expect(body.errors).toBeUndefined();
  expect(status).toBe(200);
  return api.world.submissions.at(-1)?.commands.map(({ params }) => params);
}

describe.each(controllerSamples)('$mutation', ({ mutation, variables, commands }) => {
  it('hands its commands to the domain under its own name', async () => {
    const all = { accountNumber: 'A-1', euid, ...variables };
    const { body } = await api.ask(seedDocuments[mutation], { as: token, variables: all });
    expect(body.errors).toBeUndefined();
    const ids = commands.map((_command, index) => `tx-1-${index}`);
    expect(body.extensions.transactionIds).toEqual({ [mutation]: ids });
    const namesNoAccount = mutation === 'octoHeatPumpUpdateFlowTemperatureConfiguration';
    expect(api.world.submissions).toEqual([
      expect.objectContaining({
        ...{ mutation, responsePath: mutation, commands, idempotencyKey: null },
        target: { ...controller, accountNumber: namesNoAccount ? null : 'A-1' },
      }),
    ]);
  });
});

describe.each(unitSamples)('$mutation', ({ mutation, variables, commands }) => {
  it('goes to the newest heat pump unit of the account', async () => {
    api.world.devices.push(aDevice({ class: 'heat_pump_unit', provider: 'DAIKIN' }));
    const input = { accountNumber: 'A-1', ...variables };
    const { body } = await api.ask(seedDocuments[mutation], { as: token, variables: { input } });
    expect(body.data[mutation]).toEqual({
      possibleErrors: [],
      heatPumpDevice: {
        ...{ krakenflexDeviceId: 'device-1', deviceType: 'HEAT_PUMPS', provider: 'DAIKIN' },
      },
    });
    expect(body.extensions.transactionIds).toEqual({ [mutation]: ['tx-1-0'] });
    expect(api.world.submissions[0]).toMatchObject({
      ...{ mutation, commands },
      target: { by: 'newest', accountNumber: 'A-1', classes: ['heat_pump_unit'] },
    });
  });

  it('needs its input', async () => {
    const { body } = await api.ask(seedDocuments[mutation], { as: token });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: mutation === 'setRoomTemperature' ? 'KT-CT-4329' : 'KT-CT-4321',
      validationErrors: [{ message: 'the input is required', inputPath: ['input'] }],
    });
    expect(api.world.submissions).toEqual([]);
  });
});

describe('mutations of our own and of clients', () => {
  it('quieter mode names no account', async () => {
    const query = `mutation {
      octoHeatPumpSetQuieterMode(euid: "${euid}", quieterModeEnabled: true) { transactionId }
    }`;
    expect(await paramsOf(query)).toEqual([{ enabled: true }]);
    expect(api.world.submissions[0]?.target).toEqual({ ...controller, accountNumber: null });
  });

  it('identify goes to a device of any class by its EUID', async () => {
    const query = `mutation {
      identifyDevice(accountNumber: "A-1", identity: "${euid}") { transactionId }
    }`;
    expect(await paramsOf(query)).toEqual([{}]);
    expect(api.world.submissions[0]).toMatchObject({
      ...{ target: controller, commands: [{ kind: 'identify' }] },
    });
  });
});

describe('a schedule', () => {
  const schedules = (settings: string, days = '1111111') => `mutation {
    setZoneSchedules(${named}, zoneScheduleParameters: {
      zone: ZONE_1, schedules: [{ days: "${days}", settings: [${settings}] }]
    }) { transactionId }
  }`;
  const settingsOf = async (query: string, variables?: object) => {
    const [params] = (await paramsOf(query, variables)) ?? [];
    return (params as { schedules: { days: string; settings: object[] }[] }).schedules[0];
  };

  it.each([
    ['HEAT', 'SET_TEMPERATURE'],
    ['heat', 'SET_TEMPERATURE'],
    ['SET_TEMPERATURE', 'SET_TEMPERATURE'],
    ['Set_Temperature', 'SET_TEMPERATURE'],
    ['ON', 'TURN_ON'],
    ['on', 'TURN_ON'],
    ['TURN_ON', 'TURN_ON'],
    ['OFF', 'TURN_OFF'],
    ['Off', 'TURN_OFF'],
    ['turn_off', 'TURN_OFF'],
  ])('action %s reaches the device as %s', async (written, action) => {
    const seen = await settingsOf(schedules(`{ time: "06:30", action: "${written}" }`));
    expect(seen?.settings).toEqual([{ time: '06:30:00', action }]);
  });

  it('action in neither vocabulary is left for the domain to refuse', async () => {
    const seen = await settingsOf(schedules('{ time: "06:30", action: "warm" }'));
    expect(seen?.settings).toEqual([{ time: '06:30:00', action: 'WARM' }]);
  });

  it.each(['1011000', '0000001', '12', ''])('mask "%s" is handed on as written', async (days) => {
    const seen = await settingsOf(schedules('{ time: "06:30", action: "OFF" }', days));
    expect(seen?.days).toBe(days);
  });

  it.each(['06:30', '06:30:00', '06:30:00.000000'])('time %s is 06:30:00', async (time) => {
    const seen = await settingsOf(schedules(`{ time: "${time}", action: "OFF" }`));
    expect(seen?.settings).toEqual([{ time: '06:30:00', action: 'TURN_OFF' }]);
  });

  it.each(['6:30', '24:00', 'dawn'])('time %s is a bad document', async (time) => {
    const query = schedules(`{ time: "${time}", action: "OFF" }`);
    expect((await api.ask(query, { as: token })).status).toBe(400);
  });

  it.each(['20.5', '"20.5"', '2.05e1', '" 20.5 "'])('setpoint %s is a number', async (text) => {
    const slot = `{ time: "06:30", action: "HEAT", setpointInCelsius: ${text} }`;
    expect((await settingsOf(schedules(slot)))?.settings).toEqual([
      { time: '06:30:00', action: 'SET_TEMPERATURE', setpointC: 20.5 },
    ]);
  });

  it('setpoint that is null is left out', async () => {
    const slot = '{ time: "06:30", action: "OFF", setpointInCelsius: null }';
    expect((await settingsOf(schedules(slot)))?.settings).toEqual([
      { time: '06:30:00', action: 'TURN_OFF' },
    ]);
  });

  it.each([
    ['a schedule', 'null', ['schedules', '0']],
    [
      'a slot',
      '{ days: "1111111", settings: [{ time: "06:30", action: "ON" }, null] }',
      ['schedules', '0', 'settings', '1'],
    ],
  ])('without %s says which is missing', async (_what, schedule, place) => {
    const query = `mutation { octoHeatPumpSetZoneSchedules(${named}, zoneScheduleParameters: {
      zone: ZONE_1, schedules: [${schedule}]
    }) { transactionId } }`;
    const { status, body } = await api.ask(query, { as: token });
    expect(status).toBe(200);
    expect(body.errors[0]?.extensions).toMatchObject({
      ...{ errorCode: 'KT-CT-4334', errorType: 'VALIDATION' },
      validationErrors: [
        { message: 'it is required', inputPath: ['zoneScheduleParameters', ...place] },
      ],
    });
    expect(api.world.submissions).toEqual([]);
  });
});

describe('a flow temperature', () => {
  const field = 'octoHeatPumpUpdateFlowTemperatureConfiguration';
  const flow = (input: string, variables = '') => `mutation ${variables} {
    ${field}(euid: "${euid}", flowTemperatureInput: ${input}) { transactionId }
  }`;
  const of = (value: string) => `{ value: ${value}, unit: DEGREES_CELSIUS }`;
  const range = (minimum: string, maximum: string) =>
    `weatherCompensationValues: { minimum: ${of(minimum)}, maximum: ${of(maximum)} }`;

  it.each(['45', '"45"', '45.0', '"45.00"'])('of %s is fixed', async (text) => {
    const query = flow(`{ useWeatherCompensation: false, flowTemperature: ${of(text)} }`);
    expect(await paramsOf(query)).toEqual([{ weatherCompensation: false, flowC: 45 }]);
  });

  it.each([[45], ['45'], [45.0]])('of the variable %j is fixed', async (value) => {
    const query = flow(
      `{ useWeatherCompensation: false, flowTemperature: ${of('$value')} }`,
      '($value: Decimal!)',
    );
    expect(await paramsOf(query, { value })).toEqual([{ weatherCompensation: false, flowC: 45 }]);
  });

  it('leaves out the half that does not belong to the mode', async () => {
    const both = `flowTemperature: ${of('45')}, ${range('35', '"48.5"')}`;
    const fixed = flow(`{ useWeatherCompensation: false, ${both} }`);
    expect(await paramsOf(fixed)).toEqual([{ weatherCompensation: false, flowC: 45 }]);
    const byWeather = flow(`{ useWeatherCompensation: true, ${both} }`);
    expect(await paramsOf(byWeather)).toEqual([
      { weatherCompensation: true, minC: 35, maxC: 48.5 },
    ]);
  });

  it('leaves it to the domain to ask for the half that is missing or null', async () => {
    const nothing = flow(`{ useWeatherCompensation: false, flowTemperature: null }`);
    expect(await paramsOf(nothing)).toEqual([{ weatherCompensation: false }]);
    const noRange = flow('{ useWeatherCompensation: true, weatherCompensationValues: null }');
    expect(await paramsOf(noRange)).toEqual([{ weatherCompensation: true }]);
  });
});

describe('a zone mode', () => {
  it.each(['TURN_ON', 'TURN_OFF', 'SET_TEMPERATURE'])('hands on %s', async (action) => {
    const query = `mutation { octoHeatPumpSetZoneMode(${named}, operationParameters: {
      zone: ZONE_1, mode: AUTO, setpointInCelsius: "20.5", scheduleOverrideAction: ${action}
    }) { transactionId } }`;
    expect(await paramsOf(query)).toEqual([
      { zone: 'ZONE_1', mode: 'AUTO', setpointC: 20.5, scheduleOverrideAction: action },
    ]);
  });

  it('leaves out an override that is null', async () => {
    const query = `mutation { setZoneMode(${named}, operationParameters: {
      zone: ZONE_1, mode: AUTO, scheduleOverrideAction: null
    }) { transactionId } }`;
    expect(await paramsOf(query)).toEqual([{ zone: 'ZONE_1', mode: 'AUTO' }]);
  });
});

describe('several sensors', () => {
  const rename = (prefix: string, updates: string) =>
    `mutation { ${prefix}ulkUpdateSensorDisplayName(${named}, updates: ${updates}) {
      transactionIds { sensorCode transactionId }
    } }`;
  const update = (code: string, name = 'x') =>
    `{ sensorCode: "${code}", newDisplayName: "${name}" }`;
  const list = (count: number) =>
    `[${Array.from({ length: count }, (_, index) => update(`S${index}`)).join(' ')}]`;

  it.each(['b', 'octoHeatPumpB'])('%sulk: one id for each, by its code', async (prefix) => {
    const { body } = await api.ask(rename(prefix, list(50)), { as: token });
    const key = `${prefix}ulkUpdateSensorDisplayName`;
    const ids = body.extensions.transactionIds[key] ?? [];
    expect(ids).toHaveLength(50);
    expect(body.data[key]?.['transactionIds']).toEqual(
      ids.map((transactionId, index) => ({ sensorCode: `S${index}`, transactionId })),
    );
    expect(api.world.submissions).toHaveLength(1);
  });

  it.each([
    ['51 of them', list(51), [['updates']]],
    ['none', '[]', [['updates']]],
    [
      'one twice',
      `[${update('S1')} ${update('S2')} ${update('S1', 'y')}]`,
      [['updates', '2', 'sensorCode']],
    ],
    [
      'two that are null',
      `[null ${update('S1')} null]`,
      [
        ['updates', '0'],
        ['updates', '2'],
      ],
    ],
  ])('with %s are refused by their place', async (_what, updates, inputPaths) => {
    const { body } = await api.ask(rename('b', updates), { as: token });
    const extensions = body.errors[0]?.extensions;
    expect(extensions).toMatchObject({ errorCode: 'KT-CT-4321', errorType: 'VALIDATION' });
    const faults = extensions?.['validationErrors'] as { inputPath: string[] }[];
    expect(faults.map(({ inputPath }) => inputPath)).toEqual(inputPaths);
    expect(api.world.submissions).toEqual([]);
  });

  it('rights come before what is wrong with them', async () => {
    const foreign = rename('b', '[]').replace('A-1', 'A-2');
    const { body } = await api.ask(foreign, { as: token });
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1111');
  });
});

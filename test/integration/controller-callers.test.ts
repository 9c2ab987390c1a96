import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/caller.ts';
import { commandSpecs } from '../../src/domain/command.ts';
import type { DeviceClass } from '../../src/domain/device.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeDescription } from '../support/builders.ts';
import { startCoreApi } from '../support/core-api.ts';
import { addDevice, read } from '../support/core-devices.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { useCore } from '../support/use-core.ts';
import { type AskOptions, signInAs, type TestApi } from '../unit/gateway/support/api.ts';

const euid = '00:1e:5e:09:02:ba:5d:84';
const identity = '001e5e0902ba5d84';
const named = { accountNumber: 'A-1', euid };
const description = makeDescription({ kinds: Object.keys(commandSpecs) });

const bench = useCore();
let api: TestApi;
let owner: string;
beforeAll(async () => {
  api = await startCoreApi(bench);
});
beforeEach(async () => {
  owner = await signInAs(api, 'account', ['A-1']);
});
afterAll(() => api.close());

async function addDescribed(deviceClass: DeviceClass = 'heat_pump_controller') {
  const device = await addDevice(bench.core, deviceClass, { identity, provider: 'DAIKIN' });
  await bench.core.reported.describe(device.id, { ...description, class: deviceClass });
  return device;
}

async function ask(document: string, variables: object, options: AskOptions = {}) {
  const { body } = await api.ask(document, { as: owner, variables, ...options });
  return { ids: body.extensions?.transactionIds, error: body.errors?.[0]?.extensions };
}

const flowDocument = seedDocuments.octoHeatPumpUpdateFlowTemperatureConfiguration;
const flow = {
  useWeatherCompensation: false,
  flowTemperature: { value: '45', unit: 'DEGREES_CELSIUS' },
};
const quieterDocument = `mutation ($euid: ID!) {
  octoHeatPumpSetQuieterMode(euid: $euid, quieterModeEnabled: true) { transactionId }
}`;
const identifyDocument = `mutation ($accountNumber: String!, $euid: ID!) {
  identifyDevice(accountNumber: $accountNumber, identity: $euid) { transactionId }
}`;

describe.each([
  ['flow temperature', flowDocument, { euid, flowTemperatureInput: flow }],
  ['quieter mode', quieterDocument, { euid }],
])('a %s, which names no account,', (_what, document, variables) => {
  it.each([
    ['service', [], undefined],
    ['account', ['A-1'], undefined],
    ['account', ['A-2', 'A-1'], undefined],
    ['account', ['A-2'], 'KT-CT-4301'],
    ['operator', [], 'KT-CT-1111'],
    ['installer', ['A-1'], 'KT-CT-1111'],
    ['installer', ['A-2'], 'KT-CT-4301'],
  ] as [Role, string[], string | undefined][])('by %s of %j', async (role, accounts, code) => {
    await addDescribed();
    const as = await signInAs(api, role, accounts);
    expect((await ask(document, variables, { as })).error?.['errorCode']).toBe(code);
  });

  it('is NOT_FOUND for an EUID that nobody has, and for one that is none', async () => {
    for (const other of ['ffffffffffffffff', 'no-euid', '']) {
      const { error } = await ask(document, { ...variables, euid: other });
      expect(error).toMatchObject({ errorCode: 'KT-CT-4301', errorType: 'NOT_FOUND' });
    }
  });

  it('is refused without a token before anything is looked up', async () => {
    const { body } = await api.ask(document, { variables });
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1112');
  });
});

describe('who may', () => {
  const rebootDocument = seedDocuments.octoHeatPumpRebootController;
  it.each([
    ['identify', identifyDocument, 'service', [], undefined],
    ['identify', identifyDocument, 'account', ['A-1'], undefined],
    ['identify', identifyDocument, 'installer', ['A-1'], undefined],
    ['identify', identifyDocument, 'installer', ['A-2'], 'KT-CT-1111'],
    ['identify', identifyDocument, 'operator', [], 'KT-CT-1111'],
    ['reboot', rebootDocument, 'service', [], undefined],
    ['reboot', rebootDocument, 'account', ['A-1'], undefined],
    ['reboot', rebootDocument, 'account', ['A-2'], 'KT-CT-1111'],
    ['reboot', rebootDocument, 'installer', ['A-1'], 'KT-CT-1111'],
    ['reboot', rebootDocument, 'operator', [], 'KT-CT-1111'],
  ] as [string, string, Role, string[], string | undefined][])(
    '%s: %s %s of %j',
    async (_what, document, role, accounts, code) => {
      const device = await addDescribed();
      await device.connect();
      const as = await signInAs(api, role, accounts);
      expect((await ask(document, named, { as })).error?.['errorCode']).toBe(code);
    },
  );

  it.each(['heat_pump_controller', 'heat_pump_unit', 'battery'] as const)(
    'a test call of a %s succeeds by its word alone',
    async (deviceClass) => {
      const device = await addDescribed(deviceClass);
      await device.connect();
      const as = await signInAs(api, 'installer', ['A-1']);
      const { ids } = await ask(identifyDocument, named, { as });
      const id = ids?.['identifyDevice']?.[0] as TransactionId;
      await bench.core.quiet();
      await device.answer(id, { kind: 'succeeded', aspect: null, rev: null });
      const ended = await read(bench.core, id);
      expect(ended).toMatchObject({ status: 'SUCCEEDED', verified: 'UNKNOWN', evidence: null });
    },
  );

  it('a test call of a device that is away is refused', async () => {
    await addDescribed();
    const { error } = await ask(identifyDocument, named);
    expect(error).toMatchObject({
      ...{ errorCode: 'refused', reason: { code: 'device_disconnected' } },
    });
  });
});

describe('a third-party heat pump', () => {
  const room = (temperature: number, accountNumber = 'A-1') => ({
    input: { accountNumber, temperature },
  });
  const onOff = { input: { accountNumber: 'A-1', state: true } };

  it.each([11.5, 30.5, 21.3, -60, 101])('is not set to %d C', async (temperature) => {
    await addDescribed('heat_pump_unit');
    const { error } = await ask(seedDocuments.setRoomTemperature, room(temperature));
    expect(error).toMatchObject({
      ...{ errorCode: 'KT-CT-4329', errorType: 'VALIDATION' },
      validationErrors: [{ inputPath: ['input', 'temperature'] }],
    });
  });

  it.each([
    ['setRoomTemperature', room(21), 'KT-CT-4346'],
    ['setHotWaterState', onOff, 'KT-CT-4336'],
    ['setClimateControlState', onOff, 'KT-CT-4337'],
  ] as const)('that never connected refuses %s in its words', async (mutation, variables, code) => {
    await addDevice(bench.core, 'heat_pump_unit', { identity });
    await bench.redis.hdel(`jg:dev:${(await listed())[0]?.device.id}`, 'description');
    const { error } = await ask(seedDocuments[mutation], variables);
    expect(error).toMatchObject({ errorCode: code, reason: { code: 'device_not_live' } });
  });

  const listed = () => bench.core.devices.listByAccount('A-1');

  it.each([
    ['setRoomTemperature', room(21)],
    ['setHotWaterState', onOff],
    ['setClimateControlState', onOff],
  ] as const)('%s finds none beside a controller', async (mutation, variables) => {
    await addDescribed();
    const { error } = await ask(seedDocuments[mutation], variables);
    expect(error).toMatchObject({ errorCode: 'KT-CT-4301', errorType: 'NOT_FOUND' });
  });

  it.each([
    ['setRoomTemperature', room(21), 'KT-CT-7223'],
    ['setHotWaterState', onOff, 'KT-CT-1111'],
    ['setClimateControlState', onOff, 'KT-CT-1111'],
  ] as const)('%s is not for an installer', async (mutation, variables, code) => {
    await addDescribed('heat_pump_unit');
    const as = await signInAs(api, 'installer', ['A-1']);
    const { error } = await ask(seedDocuments[mutation], variables, { as });
    expect(error).toMatchObject({ errorCode: code, errorType: 'AUTHORIZATION' });
  });
});

describe('a request that is repeated', () => {
  const headers = { 'idempotency-key': 'key-1' };
  const updates = [
    { sensorCode: 'S1', newDisplayName: 'Hall' },
    { sensorCode: 'S2', newDisplayName: 'Attic' },
  ];
  const bulk = seedDocuments.bulkUpdateSensorDisplayName;

  it('with its key gets the same ids, all of them', async () => {
    await addDescribed();
    const before = await ask(bulk, { ...named, updates }, { headers });
    const again = await ask(bulk, { ...named, updates }, { headers });
    expect(before.ids?.['bulkUpdateSensorDisplayName']).toHaveLength(2);
    expect(again.ids).toEqual(before.ids);
  });

  it.each([
    ['another name', [updates[0], { sensorCode: 'S2', newDisplayName: 'Cellar' }]],
    ['another order', updates.toReversed()],
    ['fewer', updates.slice(0, 1)],
    ['more', [...updates, { sensorCode: 'S3', newDisplayName: 'Bath' }]],
  ])('with its key and %s is a conflict', async (_what, others) => {
    await addDescribed();
    await ask(bulk, { ...named, updates }, { headers });
    const { error } = await ask(bulk, { ...named, updates: others }, { headers });
    expect(error).toMatchObject({ errorCode: 'idempotency_conflict', errorType: 'VALIDATION' });
  });

  it('keeps aliases apart under one key', async () => {
    await addDescribed();
    const document = `mutation ($accountNumber: String!, $euid: ID!) {
      a: updateWaterSetpoint(accountNumber: $accountNumber, euid: $euid, setpoint: 50) {
        transactionId
      }
      b: removeSensor(accountNumber: $accountNumber, euid: $euid, sensorId: "S1") {
        transactionId
      }
    }`;
    const before = await ask(document, named, { headers });
    const again = await ask(document, named, { headers });
    expect(Object.keys(before.ids ?? {})).toEqual(['a', 'b']);
    expect(new Set(Object.values(before.ids ?? {}).flat()).size).toBe(2);
    expect(again.ids).toEqual(before.ids);
  });
});

describe('hot water under 50 C', () => {
  it.each([
    [45, /^warning: hot water at 45 C, under 50 C/],
    [50, null],
  ])('at %d C is accepted; the timeline begins with %s', async (setpoint, detail) => {
    await addDescribed();
    const { ids } = await ask(seedDocuments.updateWaterSetpoint, { ...named, setpoint });
    const id = ids?.['updateWaterSetpoint']?.[0] as TransactionId;
    const [line] = await bench.core.transactions.timeline(id);
    expect(line?.status).toBe('QUEUED');
    if (detail) expect(line?.detail).toMatch(detail);
    else expect(line?.detail).toBeNull();
  });
});

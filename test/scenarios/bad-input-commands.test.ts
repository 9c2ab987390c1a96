import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphqlClient, signIn } from '../support/graphql-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { addBattery, addCharger, addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import {
  accept,
  boost,
  type Mutation,
  rename,
  setReserve,
  setWater,
  setZone,
} from '../support/site-mutations.ts';

const account = 'A-OWNER001';
const foreignAccount = 'A-OTHER001';
let site: Site;
let pump: SiteDevice;
let battery: SiteDevice;
let charger: SiteDevice;
let foreign: SiteDevice;
let owner: GraphqlClient;
let operator: GraphqlClient;
let installer: GraphqlClient;

beforeAll(async () => {
  site = await startSite();
  [pump, battery, charger, foreign] = await Promise.all([
    addHeatPump(site, { account }),
    addBattery(site, { account }),
    addCharger(site, { account }),
    addHeatPump(site, { account: foreignAccount }),
  ]);
  owner = await signInAs('ACCOUNT', [account]);
  operator = await signInAs('OPERATOR', []);
  installer = await signInAs('INSTALLER', [account]);
});
afterAll(() => site?.stop());

async function signInAs(role: string, accounts: readonly string[]): Promise<GraphqlClient> {
  const document = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }`;
  const answer = await site.api.send<{ createApiKey: { key: string } }>(document, {
    input: { name: role, role, accounts },
  });
  return await signIn(site.gateway.http, answer.data?.createApiKey.key ?? '');
}

/** What is stored, but for answers to scripts and counters of calls, which both run out. */
/** Counters and what the queues keep for themselves come and go by their own clocks. */
async function stored(): Promise<readonly string[]> {
  return (await site.keys()).filter((key) => !/^jg:(op|lim|bull):/.test(key));
}

async function newSince(before: readonly string[]): Promise<readonly string[]> {
  return (await stored()).filter((key) => !before.includes(key));
}

type Row = { readonly what: string; readonly code: string; readonly mutation: () => Mutation };

const of = (device: SiteDevice, identity: string): SiteDevice => ({ ...device, identity });
const zone = (parameters: object) => () => setZone(pump, { zone: 'ZONE_1', ...parameters });
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

const rows: readonly Row[] = [
  {
    what: 'a zone that the controller has not',
    code: 'KT-CT-4333',
    mutation: zone({ zone: 'AUXILIARY', mode: 'ON' }),
  },
  {
    what: 'a setpoint above the zone',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'ON', setpointInCelsius: 31 }),
  },
  {
    what: 'a setpoint below the zone',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'ON', setpointInCelsius: '6.5' }),
  },
  {
    what: 'a setpoint off the grid',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'ON', setpointInCelsius: '21.3' }),
  },
  {
    what: 'a boost that ends too late',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'BOOST', endAt: inHours(13) }),
  },
  {
    what: 'a boost that ended already',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'BOOST', endAt: inHours(-1) }),
  },
  {
    what: 'an end without a boost',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'ON', endAt: inHours(1) }),
  },
  {
    what: 'an override outside AUTO',
    code: 'KT-CT-4333',
    mutation: zone({ mode: 'ON', scheduleOverrideAction: 'TURN_ON' }),
  },
  { what: 'water above the device', code: 'KT-CT-4321', mutation: () => setWater(pump, 61) },
  { what: 'water below the device', code: 'KT-CT-4321', mutation: () => setWater(pump, 39) },
  { what: 'an unknown sensor', code: 'KT-CT-4321', mutation: () => rename(pump, 'SENSOR99', 'X') },
  { what: 'a blank name', code: 'KT-CT-4321', mutation: () => rename(pump, 'SENSOR01', '   ') },
  {
    what: 'a control character',
    code: 'KT-CT-4321',
    mutation: () => rename(pump, 'SENSOR01', 'a\u0007'),
  },
  {
    what: 'a name too long',
    code: 'KT-CT-4321',
    mutation: () => rename(pump, 'SENSOR01', 'n'.repeat(65)),
  },
  { what: 'a reserve above 100', code: 'KT-CT-4321', mutation: () => setReserve(battery, 101) },
  { what: 'a reserve below 0', code: 'KT-CT-4321', mutation: () => setReserve(battery, -1) },
  {
    what: 'an unknown EUID',
    code: 'KT-CT-4301',
    mutation: () => setWater(of(pump, 'f'.repeat(16)), 50),
  },
  {
    what: 'an EUID that is none',
    code: 'KT-CT-4301',
    mutation: () => setWater(of(pump, 'teapot'), 50),
  },
  {
    what: 'the EUID of another account',
    code: 'KT-CT-4301',
    mutation: () => setWater(of(pump, foreign.identity), 50),
  },
  {
    what: 'a device of another class',
    code: 'unsupported',
    mutation: () => setWater(of(pump, battery.identity), 50),
  },
  {
    what: 'an unknown device id',
    code: 'KT-CT-4301',
    mutation: () => boost({ ...charger, deviceId: 'nobody' }),
  },
  {
    what: 'a device id of another account',
    code: 'KT-CT-4301',
    mutation: () => boost({ ...charger, deviceId: foreign.deviceId }),
  },
  { what: 'another account', code: 'KT-CT-1111', mutation: () => setWater(foreign, 50) },
];

describe('nothing is stored, and the owner is told why', () => {
  test.each(rows)('$what: $code', async ({ code, mutation }) => {
    const before = await stored();
    const { document, variables } = mutation();

    const answer = await owner.send(document, variables);

    expect(answer).toMatchObject({ httpStatus: 200, transactionIds: {} });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]?.extensions?.errorCode).toBe(code);
    expect(answer.errors[0]?.extensions).not.toHaveProperty('transactionId');
    expect(answer.errors[0]?.path).toBeDefined();
    expect(await newSince(before)).toEqual([]);
  });
});

test('an unknown EUID and one of another account cannot be told apart', async () => {
  const ask = async (euid: string) => {
    const { document, variables } = setWater(of(pump, euid), 50);
    const { errors } = await owner.send(document, variables);
    return JSON.stringify(errors);
  };

  expect(await ask(foreign.identity)).toBe(await ask('f'.repeat(16)));
});

test('a validation error names the input as the caller wrote it', async () => {
  const { document, variables } = setZone(pump, {
    zone: 'ZONE_1',
    mode: 'ON',
    setpointInCelsius: 31,
  });

  const answer = await owner.send(document, variables);

  expect(answer.errors[0]?.extensions).toMatchObject({
    errorType: 'VALIDATION',
    errorClass: 'VALIDATION',
    errorDescription: 'Set zone mode setting data is invalid.',
    validationErrors: [{ inputPath: ['operationParameters', 'setpointInCelsius'] }],
  });
});

test('an enum value that the schema does not know: HTTP 400 without extensions', async () => {
  const { document, variables } = setZone(pump, { zone: 'ATTIC', mode: 'ON' });

  const answer = await owner.send(document, variables);

  expect(answer.httpStatus).toBe(400);
  expect(answer.errors[0]).not.toHaveProperty('extensions');
});

test('roles that may not command are told so, and what they may do works', async () => {
  const before = await stored();
  const { document, variables } = setWater(pump, 50);

  const byOperator = await operator.send(document, variables);
  const byInstaller = await installer.send(document, variables);
  const read = await operator.send(`{ devices(accountNumber: "${account}") { id } }`);

  for (const answer of [byOperator, byInstaller]) {
    expect(answer.errors[0]?.extensions?.errorCode).toBe('KT-CT-1111');
  }
  expect(read.errors).toEqual([]);
  expect(await newSince(before)).toEqual([]);
});

test('a transaction of another account can be neither seen nor cancelled', async () => {
  await foreign.goAway();
  const id = await accept(site, setWater(foreign, 51));

  const read = await owner.send('query($id: ID!) { deviceTransaction(id: $id) { id } }', { id });
  const listed = await owner.send(
    `{ deviceTransactions(accountNumber: "${foreignAccount}") { totalCount } }`,
  );
  const byDevice = await owner.send<{ deviceTransactions: { totalCount: number } }>(
    `{ deviceTransactions(deviceId: "${foreign.deviceId}") { totalCount } }`,
  );
  const cancelled = await owner.send(
    'mutation($id: ID!) { cancelDeviceTransaction(id: $id) { transaction { id } } }',
    { id },
  );

  expect(read.data).toEqual({ deviceTransaction: null });
  expect(listed.errors[0]?.extensions?.errorCode).toBe('KT-CT-1111');
  expect(byDevice.data?.deviceTransactions.totalCount).toBe(0);
  expect(cancelled.errors[0]?.extensions?.errorCode).toBe('transaction_not_found');
  expect(await site.read(id)).toMatchObject({ status: 'PARKED' });
});

test('an owner makes no more than 300 mutations an hour, counted by root field', async () => {
  const many = `mutation { ${Array.from({ length: 20 }, (_, number) => {
    return `a${number}: cancelDeviceTransaction(id: "x") { transaction { id } }`;
  }).join(' ')} }`;
  const user = await signInAs('ACCOUNT', [account]);

  const answers = [];
  for (let turn = 0; turn < 16; turn += 1) answers.push(await user.send(many));

  const statuses = answers.map(({ httpStatus }) => httpStatus);
  expect(statuses.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 200));
  expect(statuses[15]).toBe(429);
  expect((await owner.send('{ viewer { id } }')).httpStatus).toBe(200);
});

import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { makeDescription } from '../support/builders.ts';
import { startCoreApi } from '../support/core-api.ts';
import { addDevice, read } from '../support/core-devices.ts';
import {
  type CommandSample,
  controllerSamples,
  provisioningMutations,
  unitSamples,
} from '../support/seed-documents/command-samples.ts';
import { controllerLifeDocuments } from '../support/seed-documents/controller-life.ts';
import { heatPumpUnitDocuments } from '../support/seed-documents/heat-pump-unit.ts';
import { sensorsDocuments } from '../support/seed-documents/sensors.ts';
import { zonesDocuments } from '../support/seed-documents/zones.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { useCore } from '../support/use-core.ts';
import { signInAs, type TestApi } from '../unit/gateway/support/api.ts';

const schema = buildSchema(readFileSync('src/gateway/graphql/schema.graphql', 'utf8'));
const euid = '00:1e:5e:09:02:ba:5d:84';
const identity = '001e5e0902ba5d84';
const sensors = ['ADC1', 'SENSOR01', 'SENSOR02'].map((code) => ({ code, type: 'NTC' as const }));
const samples = [...controllerSamples, ...unitSamples];
const description = makeDescription({
  sensors,
  kinds: samples.flatMap(({ commands }) => commands.map(({ kind }) => kind)),
});

const bench = useCore();
let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startCoreApi(bench);
});
beforeEach(async () => {
  token = await signInAs(api, 'account', ['A-1']);
});
afterAll(() => api.close());

describe.each(Object.entries(seedDocuments))('the published document of %s', (_name, document) => {
  it('is valid against the schema', () => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});

test('every published controller and heat pump document has its sample', () => {
  const published = {
    ...zonesDocuments,
    ...sensorsDocuments,
    ...controllerLifeDocuments,
    ...heatPumpUnitDocuments,
  };
  const named = [...samples.map(({ mutation }) => mutation), ...provisioningMutations];
  expect([...named, 'registerHeatPump'].toSorted()).toEqual(Object.keys(published).toSorted());
});

async function ask({ mutation }: CommandSample, variables: object) {
  const { status, body } = await api.ask(seedDocuments[mutation], { as: token, variables });
  expect(status).toBe(200);
  expect(body.errors).toBeUndefined();
  expect(Object.keys(body.extensions.transactionIds)).toEqual([mutation]);
  const ids = body.extensions.transactionIds[mutation] as readonly TransactionId[];
  return { answer: body.data[mutation], ids };
}

/** The device carries out what it was sent, in order, and shows it. */
async function carryOut(
  device: Awaited<ReturnType<typeof addDevice>>,
  sample: CommandSample,
  ids: readonly TransactionId[],
) {
  for (const id of ids) {
    await bench.core.quiet();
    expect(await read(bench.core, id)).toMatchObject({ status: 'SENT' });
    await device.answer(id, { kind: 'accepted' });
    const bootId = sample.aspect === 'boot' ? 'boot-2' : 'boot-1';
    await device.show(sample.aspect, sample.shown, { bootId });
  }
}

describe.each(controllerSamples)('$mutation as published', (sample) => {
  it('becomes its commands, and succeeds by what the controller shows', async () => {
    const { core } = bench;
    const device = await addDevice(core, 'heat_pump_controller', { identity });
    await core.reported.describe(device.id, description);
    await device.show('boot', { ...sample.shown, session: 1 });
    const link = await device.connect();
    const variables = { accountNumber: 'A-1', euid, ...sample.variables };

    const { answer, ids } = await ask(sample, variables);

    const inAnswer = answer?.['transactionId'] ?? answer?.['transactionIds'];
    const [first] = sample.commands;
    const isBulk = /bulk/i.test(sample.mutation);
    expect(inAnswer).toEqual(isBulk ? toMapping(sample, ids) : ids[0]);
    expect(answer?.['possibleErrors']).toEqual([]);
    expect(ids).toHaveLength(sample.commands.length);
    await carryOut(device, sample, ids);
    expect(link.sent.map(({ command }) => command)).toEqual(sample.commands);
    for (const id of ids) {
      expect(await read(core, id)).toMatchObject({
        ...{ status: 'SUCCEEDED', verified: 'TRUE', mutation: sample.mutation },
        command: { kind: first?.kind },
        evidence: { aspect: sample.aspect },
      });
    }
  });
});

function toMapping({ commands }: CommandSample, ids: readonly string[]) {
  return commands.map(({ params }, index) => ({
    sensorCode: (params as { sensorCode: string }).sensorCode,
    transactionId: ids[index],
  }));
}

describe.each(unitSamples)('$mutation as published', (sample) => {
  it('becomes its command, and succeeds by what the heat pump shows', async () => {
    const { core } = bench;
    const device = await addDevice(core, 'heat_pump_unit', { identity, provider: 'DAIKIN' });
    await core.reported.describe(device.id, { ...description, class: 'heat_pump_unit' });
    const link = await device.connect();
    const input = { accountNumber: 'A-1', ...sample.variables };

    const { answer, ids } = await ask(sample, { input });

    expect(answer).toEqual({
      possibleErrors: [],
      heatPumpDevice: {
        ...{ krakenflexDeviceId: device.id, deviceType: 'HEAT_PUMPS', provider: 'DAIKIN' },
      },
    });
    await carryOut(device, sample, ids);
    expect(link.sent.map(({ command }) => command)).toEqual(sample.commands);
    expect(await read(core, ids[0] as TransactionId)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAtRest, isDrawing } from '../support/power.ts';
import { controllerSamples } from '../support/seed-documents/command-samples.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import {
  addBattery,
  addCharger,
  addHeatPump,
  type LogLine,
  type SiteDevice,
} from '../support/site-devices.ts';

let site: Site;
let pump: SiteDevice;

beforeAll(async () => {
  site = await startSite();
  pump = await addHeatPump(site);
});
afterAll(() => site?.stop());

type Row = {
  readonly mutation: SeedMutation;
  readonly variables: object;
  readonly kind: string;
  readonly params: object;
  readonly evidence: unknown;
};

const zoneOn = (setpoint: string | number) => ({
  operationParameters: { zone: 'ZONE_1', mode: 'ON', setpointInCelsius: setpoint },
});
const controllerRows: readonly Row[] = [
  {
    mutation: 'setZoneMode',
    variables: zoneOn('21.5'),
    kind: 'set_zone_mode',
    params: { zone: 'ZONE_1', mode: 'ON', setpointC: 21.5 },
    evidence: { mode: 'ON', setpointC: 21.5 },
  },
  {
    mutation: 'octoHeatPumpSetZoneMode',
    variables: zoneOn(19),
    kind: 'set_zone_mode',
    params: { zone: 'ZONE_1', mode: 'ON', setpointC: 19 },
    evidence: { mode: 'ON', setpointC: 19 },
  },
  {
    mutation: 'updateWaterSetpoint',
    variables: { setpoint: 52 },
    kind: 'set_water_setpoint',
    params: { setpointC: 52 },
    evidence: 52,
  },
  {
    mutation: 'octoHeatPumpUpdateWaterSetpoint',
    variables: { setpoint: 48 },
    kind: 'set_water_setpoint',
    params: { setpointC: 48 },
    evidence: 48,
  },
  {
    mutation: 'updateSensorDisplayName',
    variables: { sensorCode: 'SENSOR01', displayName: 'Living room' },
    kind: 'rename_sensor',
    params: { sensorCode: 'SENSOR01', displayName: 'Living room' },
    evidence: 'Living room',
  },
  {
    mutation: 'octoHeatPumpUpdateSensorDisplayName',
    variables: { sensorCode: 'SENSOR02', displayName: 'Küche 厨房' },
    kind: 'rename_sensor',
    params: { sensorCode: 'SENSOR02', displayName: 'Küche 厨房' },
    evidence: 'Küche 厨房',
  },
];

describe.each(controllerRows)('$mutation as published', (row) => {
  test('is executed once and succeeds by what the controller reports', async () => {
    const { mutation, kind, params } = row;
    const variables = { accountNumber: pump.account, euid: pump.identity, ...row.variables };

    const answer = await site.api.send(seedDocuments[mutation], variables);

    const id = onlyId(answer.transactionIds, mutation);
    expect(answer).toMatchObject({ httpStatus: 200, errors: [] });
    expect(answer.data).toEqual({ [mutation]: { possibleErrors: [], transactionId: id } });
    const ended = await site.reaches(id, 'SUCCEEDED');
    expect(ended).toMatchObject({ verified: 'TRUE', kind, mutation, attempt: 1, reason: null });
    expect(ended).toMatchObject({ accountNumber: pump.account, deviceId: pump.deviceId });
    expect(ended.evidence?.value).toEqual(
      typeof row.evidence === 'object' ? expect.objectContaining(row.evidence) : row.evidence,
    );
    const [request, ...others] = requestsOf(pump, id);
    expect(others).toEqual([]);
    expect(request?.['payload']).toMatchObject({ v: 1, tx: id, kind, params, attempt: 1 });
    expect(pump.executed().filter((each) => each === id)).toEqual([id]);
    expect(await sentHashes(id)).toEqual([sha256(JSON.stringify(request?.['payload']))]);
  });
});

const others = controllerSamples.filter(
  (sample) => !controllerRows.some(({ mutation }) => mutation === sample.mutation),
);

describe.each(others)('$mutation as published', ({ mutation, variables, commands, aspect }) => {
  test('sends its commands once each, and succeeds by what the controller reports', async () => {
    const all = { accountNumber: pump.account, euid: pump.identity, ...variables };

    const answer = await site.api.send(seedDocuments[mutation], all);

    const ids = answer.transactionIds[mutation] ?? [];
    expect(answer).toMatchObject({ httpStatus: 200, errors: [] });
    expect(ids).toHaveLength(commands.length);
    for (const [index, id] of ids.entries()) {
      const ended = await site.reaches(id, 'SUCCEEDED');
      expect(ended).toMatchObject({ verified: 'TRUE', mutation, attempt: 1, evidence: { aspect } });
      const requests = requestsOf(pump, id).map(({ payload }) => payload);
      expect(requests).toEqual([expect.objectContaining({ v: 1, tx: id, ...commands[index] })]);
      expect(await sentHashes(id)).toEqual([sha256(JSON.stringify(requests[0]))]);
    }
  });
});

describe('a charger', () => {
  let charger: SiteDevice;
  beforeAll(async () => {
    charger = await addCharger(site);
  });

  test('takes triggerBoostCharge and deleteBoostCharge as published', async () => {
    const variables = { input: { accountNumber: charger.account } };

    const boost = await site.api.send(seedDocuments.triggerBoostCharge, variables);

    const id = onlyId(boost.transactionIds, 'triggerBoostCharge');
    expect(boost.data).toMatchObject({
      triggerBoostCharge: { krakenflexDevice: { krakenflexDeviceId: charger.deviceId } },
    });
    const boosted = await site.reaches(id, 'SUCCEEDED');
    expect(boosted).toMatchObject({ kind: 'boost', verified: 'TRUE' });
    expect(boosted.evidence).toMatchObject({ aspect: 'meter', value: { powerW: isDrawing } });
    const [start] = callsOf(charger, 'RemoteStartTransaction');
    expect(start?.['payload']).toEqual({ connectorId: 1, idTag: 'joulegate' });
    expect(await sentHashes(id)).toContain(toFrameHash(start));

    const cancel = await site.api.send(seedDocuments.deleteBoostCharge, variables);

    const cancelId = onlyId(cancel.transactionIds, 'deleteBoostCharge');
    expect(await site.reaches(cancelId, 'SUCCEEDED')).toMatchObject({
      kind: 'cancel_boost',
      evidence: { aspect: 'meter', value: { powerW: isAtRest } },
    });
    const [clear] = callsOf(charger, 'ClearChargingProfile');
    expect(await sentHashes(cancelId)).toContain(toFrameHash(clear));
  });

  test('takes updateBoostCharge, and the answer shows the device from then on', async () => {
    const document = `mutation Boost($input: UpdateBoostChargeInput) {
      updateBoostCharge(input: $input) {
        __typename id deviceType status { current currentState isSuspended }
      }
    }`;
    const send = async (action: string) => {
      const answer = await site.api.send(document, {
        input: { deviceId: charger.deviceId, action },
      });
      return { answer, id: onlyId(answer.transactionIds, 'updateBoostCharge') };
    };

    const boost = await send('BOOST');
    expect(boost.answer.data).toMatchObject({
      updateBoostCharge: {
        __typename: 'SmartFlexChargePoint',
        id: charger.deviceId,
        status: { current: 'LIVE', currentState: 'BOOSTING', isSuspended: false },
      },
    });
    await site.reaches(boost.id, 'SUCCEEDED');

    const cancel = await send('CANCEL');
    const shown = cancel.answer.data?.['updateBoostCharge'] as { status: { currentState: string } };
    expect(shown.status.currentState).not.toBe('BOOSTING');
    await site.reaches(cancel.id, 'SUCCEEDED');
  });

  test('answers a repeated deleteBoostCharge with an ordinary cancel that succeeds', async () => {
    const variables = { input: { accountNumber: charger.account } };

    const answer = await site.api.send(seedDocuments.deleteBoostCharge, variables);

    const id = onlyId(answer.transactionIds, 'deleteBoostCharge');
    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ verified: 'TRUE' });
  });
});

test('a battery takes setBatteryChargingPreferences as published', async () => {
  const battery = await addBattery(site);
  const variables = { input: { accountNumber: battery.account, minimumSocPercentage: 35 } };

  const answer = await site.api.send(seedDocuments.setBatteryChargingPreferences, variables);

  const id = onlyId(answer.transactionIds, 'setBatteryChargingPreferences');
  expect(answer.data).toMatchObject({
    setBatteryChargingPreferences: { krakenflexDevice: { krakenflexDeviceId: battery.deviceId } },
  });
  const ended = await site.reaches(id, 'SUCCEEDED');
  expect(ended.evidence).toMatchObject({ aspect: 'battery', value: { minSocPercent: 35 } });
  expect(battery.executed()).toEqual([id]);
  const [request] = requestsOf(battery, id);
  expect(await sentHashes(id)).toEqual([sha256(JSON.stringify(request?.['payload']))]);
});

test('aliases of one document get an id each, in their order', async () => {
  const document = `mutation($account: String!, $euid: ID!) {
    warm: updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: 55) { transactionId }
    name: updateSensorDisplayName(
      accountNumber: $account, euid: $euid, sensorCode: "ADC1", displayName: "Tank"
    ) { transactionId }
  }`;

  const answer = await site.api.send<Record<string, { transactionId: string }>>(document, {
    account: pump.account,
    euid: pump.identity,
  });

  const warm = onlyId(answer.transactionIds, 'warm');
  const name = onlyId(answer.transactionIds, 'name');
  expect(Object.keys(answer.transactionIds)).toEqual(['warm', 'name']);
  expect(answer.data?.['warm']?.transactionId).toBe(warm);
  const [first, second] = [
    await site.reaches(warm, 'SUCCEEDED'),
    await site.reaches(name, 'SUCCEEDED'),
  ];
  expect(second.seq).toBe(first.seq + 1);
  expect(pump.executed().slice(-2)).toEqual([warm, name]);
});

function onlyId(ids: Readonly<Record<string, readonly string[]>>, key: string): string {
  const [id, ...others] = ids[key] ?? [];
  if (!id || others.length > 0) throw new Error(`not one id for ${key}: ${JSON.stringify(ids)}`);
  return id;
}

function requestsOf(device: SiteDevice, id: string): readonly LogLine[] {
  return device
    .lines({ direction: 'in', type: 'publish', id })
    .filter(({ topic }) => String(topic).endsWith('/req'));
}

function callsOf(charger: SiteDevice, action: string): readonly LogLine[] {
  return charger.lines({ direction: 'in', type: 'CALL', action });
}

/** What the timeline says that was put on the wire, in order. */
async function sentHashes(id: string): Promise<readonly string[]> {
  return (await site.timeline(id)).flatMap(({ frameHash }) => frameHash ?? []);
}

function toFrameHash(call: LogLine | undefined): string {
  return sha256(JSON.stringify([2, call?.['id'], call?.['action'], call?.['payload']]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

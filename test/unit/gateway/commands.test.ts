import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';
import { type DocumentName, documents, setZoneMode, waterSetpoint } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

describe('a mutation becomes a command', () => {
  const charger = { by: 'newest', accountNumber: 'A-1', classes: ['charger', 'vehicle'] };
  const controller = { by: 'identity', accountNumber: 'A-1', identity: '001e5e0902ba5d84' };

  it.each([
    ['triggerBoostCharge', { ...charger, orRetired: true }, { kind: 'boost', params: {} }],
    ['deleteBoostCharge', charger, { kind: 'cancel_boost', params: {} }],
    ['updateBoostCharge', { by: 'id', id: 'device-1' }, { kind: 'boost', params: {} }],
    [
      'setBatteryChargingPreferences',
      { by: 'newest', accountNumber: 'A-1', classes: ['battery'] },
      { kind: 'set_reserve', params: { minSocPercent: 20 } },
    ],
    [
      'setZoneMode',
      controller,
      {
        kind: 'set_zone_mode',
        params: {
          zone: 'ZONE_1',
          mode: 'BOOST',
          setpointC: 21.5,
          endAt: '2026-03-01T14:00:00.000Z',
        },
      },
    ],
    ['updateWaterSetpoint', controller, { kind: 'set_water_setpoint', params: { setpointC: 48 } }],
    [
      'updateSensorDisplayName',
      controller,
      { kind: 'rename_sensor', params: { sensorCode: 'ADC1', displayName: 'Tank' } },
    ],
  ] as const)('%s', async (mutation, target, command) => {
    const { body } = await api.ask(documents[mutation], { as: token });
    expect(body.errors).toBeUndefined();
    expect(body.extensions.transactionIds).toEqual({ [mutation]: ['tx-1-0'] });
    expect(api.world.submissions).toEqual([
      expect.objectContaining({ mutation, responsePath: mutation, target, commands: [command] }),
    ]);
  });

  it.each(['SetZoneMode', 'UpdateWaterSetpoint', 'UpdateSensorDisplayName'] as const)(
    'octoHeatPump%s does the same under its own name',
    async (name) => {
      const plain = `${name[0]?.toLowerCase()}${name.slice(1)}` as DocumentName;
      const query = documents[plain].replace(plain, `octoHeatPump${name}`);
      const { body } = await api.ask(query, { as: token });
      expect(body.data[`octoHeatPump${name}`]?.['transactionId']).toBe('tx-1-0');
      expect(api.world.submissions[0]?.mutation).toBe(`octoHeatPump${name}`);
    },
  );

  it('CANCEL of updateBoostCharge ends the boost', async () => {
    await api.ask(documents.updateBoostCharge.replace('BOOST', 'CANCEL'), { as: token });
    expect(api.world.submissions[0]?.commands[0]?.kind).toBe('cancel_boost');
  });

  it('takes setpoints as number, text and variable alike', async () => {
    const query = (setpoint: string, variables = '') =>
      setZoneMode(`{ zone: WATER, mode: ON, setpointInCelsius: ${setpoint} }`, variables);
    const variable = query('$s', '($s: FloatSafeDecimal)');
    await api.ask(query('50'), { as: token });
    await api.ask(query('"50"'), { as: token });
    await api.ask(query('50.0'), { as: token });
    await api.ask(variable, { as: token, variables: { s: '50' } });
    await api.ask(variable, { as: token, variables: { s: 50 } });
    const params = api.world.submissions.map((each) => each.commands[0]?.params);
    expect(params).toEqual(Array(5).fill({ zone: 'WATER', mode: 'ON', setpointC: 50 }));
  });

  it('leaves out what is null', async () => {
    const query = setZoneMode('{ zone: WATER, mode: AUTO, setpointInCelsius: null, endAt: null }');
    await api.ask(query, { as: token });
    expect(api.world.submissions[0]?.commands[0]?.params).toEqual({ zone: 'WATER', mode: 'AUTO' });
  });

  it('keeps aliases apart in extensions and in the idempotency scope', async () => {
    const fields = [
      waterSetpoint({ alias: 'a', setpoint: 45 }),
      waterSetpoint({ alias: 'b', setpoint: 50 }),
    ];
    const { body } = await api.ask(`mutation { ${fields.join(' ')} }`, { as: token });
    expect(body.extensions.transactionIds).toEqual({ a: ['tx-1-0'], b: ['tx-2-0'] });
    expect(api.world.submissions.map((each) => each.responsePath)).toEqual(['a', 'b']);
  });

  it('carries the headers of the request', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await api.ask(documents.triggerBoostCharge, {
      as: token,
      headers: {
        'idempotency-key': 'key-1',
        'client-reference': 'order 7',
        'on-behalf-of': 'agent@desk',
        traceparent,
      },
    });
    expect(api.world.submissions[0]).toMatchObject({
      idempotencyKey: 'key-1',
      clientReference: 'order 7',
      traceparent,
      caller: { onBehalfOf: 'agent@desk', credentialId: 'key-1', role: 'account' },
    });
  });

  it('ignores a malformed traceparent', async () => {
    await api.ask(documents.triggerBoostCharge, { as: token, headers: { traceparent: 'x' } });
    expect(api.world.submissions[0]?.traceparent).toBeNull();
  });

  it('answers the device as it is from the acceptance on', async () => {
    api.world.devices.push(aDevice({}, { wishes: { boost: { transactionId: 'tx', atMs: 1 } } }));
    const { body } = await api.ask(documents.updateBoostCharge, { as: token });
    expect(body.data['updateBoostCharge']).toEqual({
      id: 'device-1',
      status: { current: 'LIVE', isSuspended: false, currentState: 'BOOSTING' },
    });
  });
});

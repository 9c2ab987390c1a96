import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { connectStation, eventPayload, stationSample } from '../support/ocpp/raw-station.ts';
import type { SchemaVersion } from '../support/ocpp/schemas.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

type Place = { readonly component: { readonly name: string }; readonly variable: Json };
/** What its SmartChargingCtrlr says of itself; absent = it has no such variable. */
type Told = { readonly Enabled?: string; readonly Available?: string };

const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };
const set = 'SetChargingProfile';

/** A station in a driver's session, which takes profiles once its switch was set. */
async function connectSwitched(version: SchemaVersion, told: Told, taken = 'Accepted') {
  let isOn = false;
  const behaviours: RawCharger['behaviours'] = {
    GetVariables: (payload) => ({
      getVariableResult: (payload['getVariableData'] as Place[]).map(({ component, variable }) => {
        const isOurs = component.name === 'SmartChargingCtrlr';
        const value = isOurs ? told[variable['name'] as keyof Told] : undefined;
        return value === undefined
          ? { attributeStatus: 'UnknownComponent', component, variable }
          : { attributeStatus: 'Accepted', attributeValue: value, component, variable };
      }),
    }),
    SetVariables: (payload) => {
      const [place] = payload['setVariableData'] as [Place & { attributeValue: string }];
      const { component, variable, attributeValue } = place;
      const isSwitch = component.name === 'SmartChargingCtrlr';
      isOn ||= isSwitch && taken === 'Accepted' && attributeValue === 'true';
      const attributeStatus = isSwitch ? taken : 'Accepted';
      return { setVariableResult: [{ attributeStatus, component, variable }] };
    },
    [set]: () => ({ status: isOn ? 'Accepted' : 'Rejected' }),
  };
  const linked = await connectStation(gateway, { version, behaviours });
  const start = eventPayload('Started', 0, { chargingState: 'Charging' }, { idToken });
  await linked.station.ask('TransactionEvent', { ...start, meterValue: stationSample(0, 1_000) });
  return linked;
}

/** How often the switch was written, and what with. */
function written(station: RawCharger): readonly unknown[] {
  return station
    .calls('SetVariables')
    .flatMap(({ payload }) => payload['setVariableData'] as (Place & Json)[])
    .filter(({ component }) => component.name === 'SmartChargingCtrlr')
    .map(({ variable, attributeValue }) => [variable['name'], attributeValue]);
}

describe.each<SchemaVersion>(['2.0.1', '2.1'])('a station of OCPP %s', (version) => {
  it('that has smart charging off has it switched on once a profile is refused', async () => {
    const { station, connection } = await connectSwitched(version, { Enabled: 'False' });
    expect(written(station)).toEqual([]);
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    expect(written(station)).toEqual([['Enabled', 'true']]);
    const ways = station.calls(set).map(({ payload }) => JSON.stringify(payload));
    expect(new Set(ways).size).toBe(1);
    expect(gateway.fakes.eventsOf('step').map(({ detail }) => detail)).toContain(
      'SetVariables (SmartChargingCtrlr.Enabled) sent',
    );
  });

  it('that is switched off again by its owner is not switched on a second time', async () => {
    const first = await connectSwitched(version, { Enabled: 'false' });
    await sendOrder(first.connection, makeOrder('boost'));
    first.station.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the first link');
    const { station, connection } = await connectSwitched(version, { Enabled: 'false' });
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'unsupported' });
    expect(written(station)).toEqual([]);
    expect(gateway.fakes.reported('cs-1', 'profile')).toMatchObject({ wasSwitchedOn: true });
  });

  it('that goes on refusing has it set on its next link as well', async () => {
    for (const links of [1, 2]) {
      const { station, connection } = await connectSwitched(version, { Enabled: 'false' });
      station.behaviours[set] = () => ({ status: 'Rejected' });
      await sendOrder(connection, makeOrder('boost'));
      expect(written(station)).toHaveLength(1);
      station.close();
      await waitFor(() => gateway.fakes.closed.length === links, 'the end of the link');
    }
  });

  it.each(['Rejected', 'RebootRequired'])(
    'that answers %s to that is given every form, and is not asked again',
    async (answer) => {
      const { station, connection } = await connectSwitched(version, { Enabled: 'false' }, answer);
      expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({
        kind: 'unsupported',
      });
      expect(station.calls(set).length).toBeGreaterThan(20);
      await sendOrder(connection, makeOrder('boost', { attempt: 2 }));
      expect(written(station)).toHaveLength(1);
    },
  );

  it.each<[string, Told]>([
    ['says that it is on', { Enabled: 'true' }],
    ['does not say', {}],
    ['has none', { Enabled: 'false', Available: 'false' }],
  ])('that %s is left as it is', async (_what, told) => {
    const { station, connection } = await connectSwitched(version, told);
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'unsupported' });
    expect(written(station)).toEqual([]);
  });
});

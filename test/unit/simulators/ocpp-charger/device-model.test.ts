import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCharacter } from '../../../../simulators/ocpp-charger/character.ts';
import { makeDialect } from '../../../../simulators/ocpp-charger/dialects.ts';
import { StationBench, type StationWish } from './station-bench.ts';

const dialect = makeDialect('2.0.1');
let bench: StationBench;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  bench.clock.stop();
  vi.useRealTimers();
});

const bring = async (wish: StationWish = {}) => {
  bench = await StationBench.start(dialect, wish);
};
const at = (name: string, variable: string, more: object = {}) => ({
  component: { name },
  variable: { name: variable, ...more },
});
const get = async (place: object) => {
  const { getVariableResult } = await bench.call('GetVariables', { getVariableData: [place] });
  return (getVariableResult as object[])[0];
};
const set = async (place: object, attributeValue: string) => {
  const setVariableData = [{ ...place, attributeValue }];
  const { setVariableResult } = await bench.call('SetVariables', { setVariableData });
  return (setVariableResult as object[])[0];
};

describe('reading (B06)', () => {
  it.each<[string, object, object]>([
    ['a value', at('SmartChargingCtrlr', 'RateUnit'), { attributeValue: 'A,W' }],
    ['any case', at('smartchargingctrlr', 'RATEUNIT'), { attributeValue: 'A,W' }],
    [
      'an instance',
      at('SmartChargingCtrlr', 'Entries', { instance: 'ChargingProfiles' }),
      { attributeValue: '10' },
    ],
    [
      'the hardware',
      { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } },
      { attributeValue: '11040' },
    ],
    [
      'a status that changes',
      {
        component: { name: 'Connector', evse: { id: 1, connectorId: 1 } },
        variable: { name: 'AvailabilityState' },
      },
      { attributeValue: 'Occupied' },
    ],
    ['no such component', at('NobodyCtrlr', 'X'), { attributeStatus: 'UnknownComponent' }],
    ['no such variable', at('TxCtrlr', 'X'), { attributeStatus: 'UnknownVariable' }],
    [
      'another attribute',
      { ...at('TxCtrlr', 'TxStartPoint'), attributeType: 'MaxSet' },
      { attributeStatus: 'NotSupportedAttributeType' },
    ],
    ['a password', at('SecurityCtrlr', 'BasicAuthPassword'), { attributeStatus: 'Rejected' }],
  ])('%s', async (_, place, result) => {
    await bring();
    expect(await get(place)).toMatchObject({ attributeStatus: 'Accepted', ...result });
  });

  it('takes no more at once than it says', async () => {
    await bring();
    const getVariableData = Array.from({ length: 51 }, () => at('TxCtrlr', 'TxStartPoint'));
    expect(await bench.call('GetVariables', { getVariableData })).toEqual({
      error: 'OccurrenceConstraintViolation',
    });
  });
});

describe('writing (B05)', () => {
  it.each<[string, object, string, string]>([
    ['a list', at('TxCtrlr', 'TxStartPoint'), 'EVConnected,Authorized', 'Accepted'],
    ['a list with a stranger', at('TxCtrlr', 'TxStartPoint'), 'Parked', 'Rejected'],
    [
      'a list that says a thing twice',
      at('TxCtrlr', 'TxStartPoint'),
      'Authorized,Authorized',
      'Rejected',
    ],
    ['a count', at('TxCtrlr', 'EVConnectionTimeOut'), '30', 'Accepted'],
    ['a count that is none', at('TxCtrlr', 'EVConnectionTimeOut'), '-30', 'Rejected'],
    ['yes or no', at('AuthCtrlr', 'AuthorizeRemoteStart'), 'TRUE', 'Accepted'],
    ['maybe', at('AuthCtrlr', 'AuthorizeRemoteStart'), 'maybe', 'Rejected'],
    ['what may only be read', at('SmartChargingCtrlr', 'RateUnit'), 'A', 'Rejected'],
    ['what is not there', at('TxCtrlr', 'X'), '1', 'UnknownVariable'],
  ])('%s', async (_, place, value, attributeStatus) => {
    await bring();
    expect(await set(place, value)).toMatchObject({ attributeStatus });
    const isIn = attributeStatus === 'Accepted';
    expect(((await get(place)) as { attributeValue?: string }).attributeValue === value).toBe(isIn);
  });

  it('keeps a value over a reboot', async () => {
    await bring();
    await set(at('TxCtrlr', 'EVConnectionTimeOut'), '30');
    bench.station.reboot('Hard', 'PowerUp');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await get(at('TxCtrlr', 'EVConnectionTimeOut'))).toMatchObject({ attributeValue: '30' });
  });
});

describe('reports (B07, B08)', () => {
  const reported = () =>
    bench.all('NotifyReport').flatMap(({ reportData }) => reportData as object[]);

  it.each([
    ['FullInventory', 'SmartChargingCtrlr', true],
    ['ConfigurationInventory', 'SmartChargingCtrlr', true],
    ['SummaryInventory', 'TxCtrlr', false],
  ])('%s', async (reportBase, name, isIn) => {
    await bring();
    expect(await bench.call('GetBaseReport', { requestId: 1, reportBase })).toEqual({
      status: 'Accepted',
    });
    const found = reported().some((data) => JSON.stringify(data).includes(`"${name}"`));
    expect(found).toBe(isIn);
    expect(bench.all('NotifyReport').at(-1)).toMatchObject({ tbc: false });
  });

  it('those that were named, or none', async () => {
    await bring();
    const ask = (component: string) =>
      bench.call('GetReport', {
        requestId: 2,
        componentVariable: [{ component: { name: component } }],
      });
    expect(await ask('ClockCtrlr')).toEqual({ status: 'Accepted' });
    expect(reported()).toHaveLength(1);
    expect(await ask('NobodyCtrlr')).toMatchObject({ status: 'EmptyResultSet' });
    const criteria = { requestId: 3, componentCriteria: ['Problem'] };
    expect(await bench.call('GetReport', criteria)).toMatchObject({ status: 'NotSupported' });
  });

  it('never holds a password', async () => {
    await bring();
    await bench.call('GetBaseReport', { requestId: 1, reportBase: 'FullInventory' });
    const secret = reported().find((data) => JSON.stringify(data).includes('BasicAuthPassword'));
    expect(secret).toMatchObject({ variableAttribute: [{ mutability: 'WriteOnly' }] });
    expect(JSON.stringify(secret)).not.toContain('"value"');
  });
});

describe('a vendor without smart charging', () => {
  it('says so, and knows nothing more of it', async () => {
    await bring({ character: await loadCharacter('no-smart-charging') });
    expect(await get(at('SmartChargingCtrlr', 'Available'))).toMatchObject({
      attributeValue: 'false',
    });
    expect(await get(at('SmartChargingCtrlr', 'RateUnit'))).toMatchObject({
      attributeStatus: 'UnknownVariable',
    });
  });
});

describe('a vendor that takes no profiles until someone allows them', () => {
  const place = at('SmartChargingCtrlr', 'Enabled');

  it('has a variable for the switch inside the box, each following the other', async () => {
    await bring({ character: await loadCharacter('needs-local-setting') });
    expect(await get(place)).toMatchObject({ attributeValue: 'false' });
    expect(await set(place, 'True')).toMatchObject({ attributeStatus: 'Accepted' });
    expect(bench.station.allowsProfiles).toBe(true);
    bench.station.allowProfiles(false);
    expect(await get(place)).toMatchObject({ attributeValue: 'false' });
  });

  it('is the only one whose switch can be set', async () => {
    await bring();
    expect(await set(place, 'false')).toMatchObject({ attributeStatus: 'Rejected' });
    expect(bench.station.allowsProfiles).toBe(true);
  });
});

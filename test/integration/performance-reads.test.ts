import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountNumber, DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import { makeCore } from '../support/core.ts';
import { fakeStartMs } from '../support/fake-clock.ts';
import { useCore } from '../support/use-core.ts';
import { signInAs, startTestApi, type TestApi } from '../unit/gateway/support/api.ts';

const minute = 60_000;
const id = 'pump-1' as DeviceId;
const identity = '001e5e0902ba5d84' as DeviceIdentity;
const euid = '00:1E:5E:09:02:BA:5D:84';
const held = useCore();

let api: TestApi;
let token: string;
/** The north side over the real store; once more for a gateway that was started again. */
const startApi = async (core = held.core) => {
  const { energy, telemetry, devices } = core;
  api = await startTestApi((deps) => {
    Object.assign(deps, { energy, telemetry, devices });
    return {};
  });
  token = await signInAs(api, 'account', ['A-1']);
};
beforeEach(async () => {
  await held.core.devices.register({
    ...{ id, identity, accountNumber: 'A-1' as AccountNumber, propertyId: 7 },
    ...{ class: 'heat_pump_controller', provider: 'OCTOPUS_ENERGY', registeredBy: 'gateway' },
    ...{ createdAtMs: fakeStartMs, secretHash: 'salt.hash' },
  });
  await startApi();
});
afterEach(() => api.close());

const toText = (minutes: number) => new Date(fakeStartMs + minutes * minute).toISOString();
/** What the controller sends so many minutes after the start, as it comes from the wire. */
const send = async (minutes: number, energyInKwh: number) => {
  held.core.clock.advance(fakeStartMs + minutes * minute - held.core.clock.nowMs());
  const sample = { at: toText(minutes), powerInKw: 2, heatOutKw: 7, outdoorC: 6 };
  await held.core.record(id, {
    ...{ type: 'telemetry', name: 'energy' },
    sample: { ...sample, energyInKwh, heatOutKwh: energyInKwh * 3.5 },
  });
};
const ask = async () => {
  const stretch = `euid: "${euid}", startAt: "${toText(0)}", endAt: "${toText(24 * 60)}"`;
  const { body } = await api.ask(
    `{
      live: heatPumpLivePerformance(euid: "${euid}") {
        readAt coefficientOfPerformance powerInput { value }
      }
      lifetime: heatPumpLifetimePerformance(euid: "${euid}") {
        seasonalCoefficientOfPerformance energyInput { value } heatOutput { value }
      }
      ranged: octoHeatPumpTimeRangedPerformance(${stretch}) { energyInput { value } }
      fine: octoHeatPumpTimeSeriesPerformance(${stretch}, performanceGrouping: LIVE) {
        energyInput { value }
      }
      hourly: octoHeatPumpTimeSeriesPerformance(${stretch}, performanceGrouping: DAY) {
        startAt energyInput { value } energyOutput { value } outdoorTemperature { value }
      }
    }`,
    { as: token },
  );
  return body;
};

describe('the performance of a heat pump', () => {
  it('is what it sent, and is there after a restart', async () => {
    await send(10, 100);
    await send(40, 101);
    await send(70, 102);
    const expected = {
      live: {
        readAt: toText(70).replace('Z', '000+00:00'),
        ...{ coefficientOfPerformance: '3.5', powerInput: { value: '2' } },
      },
      lifetime: {
        seasonalCoefficientOfPerformance: '3.5',
        ...{ energyInput: { value: '102' }, heatOutput: { value: '357' } },
      },
      ranged: { energyInput: { value: '2' } },
      fine: Array.from({ length: 12 }, () => ({ energyInput: { value: '0.167' } })),
      hourly: [
        {
          startAt: toText(0).replace('Z', '000+00:00'),
          ...{ energyInput: { value: '1.667' }, energyOutput: { value: '5.833' } },
          outdoorTemperature: { value: '6' },
        },
        {
          startAt: toText(60).replace('Z', '000+00:00'),
          ...{ energyInput: { value: '0.333' }, energyOutput: { value: '1.167' } },
          outdoorTemperature: { value: '6' },
        },
      ],
    };
    expect(await ask()).toEqual({ data: expected });
    await api.close();
    await startApi(makeCore(held.redis));
    expect(await ask()).toEqual({ data: expected });
  });

  it('is nothing before the first sample, and no sum after a single one', async () => {
    const nothing = { live: null, lifetime: null, ranged: null, fine: [], hourly: [] };
    expect(await ask()).toEqual({ data: nothing });
    await send(10, 100);
    expect((await ask()).data).toMatchObject({ ranged: null, fine: [], hourly: [] });
    expect((await ask()).data['lifetime']).toMatchObject({ energyInput: { value: '100' } });
  });

  it('is not found any more when the controller is retired', async () => {
    await send(10, 100);
    await held.redis.hset(`jg:dev:${id}`, 'retiredAtMs', fakeStartMs);
    const { errors } = await ask();
    expect(errors.map(({ extensions }) => extensions['errorCode'])).toEqual(
      Array.from({ length: 5 }, () => 'KT-CT-4301'),
    );
  });
});

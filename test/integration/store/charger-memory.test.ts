import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { unknownTraits } from '../../../src/domain/ports/charger-traits.ts';
import { makeChargerTraits } from '../../../src/store/charger-traits.ts';
import { makeChargingSessions } from '../../../src/store/charging-sessions.ts';
import { makeScripts } from '../../../src/store/scripts.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
});
beforeEach(() => redis.flushall());
afterAll(() => server.stop());

const device = 'device-1' as DeviceId;
const model = { make: 'Bergvolt', model: 'BV Column', firmware: '1.6.6' };

describe('what chargers taught', () => {
  it('is nothing at first, and holds for one make, model and firmware', async () => {
    const traits = makeChargerTraits({ redis });
    expect(await traits.read(model)).toEqual(unknownTraits);
    await traits.learn(model, { rung: 'W, plain, session', endsOnZero: true });
    await traits.learn(model, { takesProfileInStart: false });
    expect(await traits.read(model)).toEqual({
      ...{ rung: 'W, plain, session', endsOnZero: true, takesProfileInStart: false },
    });
    expect(await traits.read({ ...model, firmware: '1.6.7' })).toEqual(unknownTraits);
    expect(await traits.read({ ...model, firmware: null })).toEqual(unknownTraits);
  });

  it('is not mixed up by names that look like several', async () => {
    const traits = makeChargerTraits({ redis });
    await traits.learn({ make: 'a|b', model: 'c', firmware: null }, { rung: 'odd' });
    expect(await traits.read({ make: 'a', model: 'b|c', firmware: null })).toEqual(unknownTraits);
  });

  it('is bounded: what is known may change, and nothing new comes in', async () => {
    const traits = makeChargerTraits({ redis });
    await traits.learn(model, { rung: 'A, plain, session' });
    const filler = Array.from({ length: 9_999 }, (_, index) => [`m${index}|||rung`, '"x"']);
    await redis.hset('jg:traits', ...filler.flat());
    await traits.learn(model, { rung: 'W, plain, session' });
    await traits.learn({ ...model, make: 'Another' }, { rung: 'W, plain, session' });
    expect(await traits.read(model)).toMatchObject({ rung: 'W, plain, session' });
    expect(await traits.read({ ...model, make: 'Another' })).toEqual(unknownTraits);
  });

  it("keeps a charger's own interval until it is put back", async () => {
    const traits = makeChargerTraits({ redis });
    expect(await traits.readInterval(device)).toBeNull();
    await traits.keepInterval(device, 300);
    expect(await traits.readInterval(device)).toBe(300);
    await traits.keepInterval(device, null);
    expect(await traits.readInterval(device)).toBeNull();
  });
});

describe('a charging session', () => {
  const start = {
    ...{ deviceId: device, connectorId: 1, idTag: 'joulegate', toldAs: '1|joulegate|5' },
    ...{ startedAtMs: 1_000, meterStartWh: 5 },
  };

  it('that a station names is the same however its start is told again', async () => {
    const sessions = makeChargingSessions(makeScripts(redis, []));
    const first = await sessions.start({ ...start, stationId: 'tx-a' });
    const again = { ...start, stationId: 'tx-a', toldAs: '', startedAtMs: 9_000, idTag: '' };
    expect(await sessions.start(again)).toEqual(first);
    const other = await sessions.start({ ...start, stationId: 'tx-b' });
    expect(other.sessionId).not.toBe(first.sessionId);
  });

  it('that has ended is told so when its start comes again', async () => {
    const sessions = makeChargingSessions(makeScripts(redis, []));
    const { sessionId } = await sessions.start({ ...start, stationId: null });
    const end = { endedAtMs: 2_000, meterStopWh: 9, endReason: 'Local' };
    await sessions.stop({ deviceId: device, sessionId, ...end });
    expect(await sessions.start({ ...start, stationId: null })).toMatchObject({
      ...{ sessionId, ...end },
    });
    expect(await sessions.running(device)).toEqual([]);
  });

  it('from before stations named theirs has no name', async () => {
    const sessions = makeChargingSessions(makeScripts(redis, []));
    const { stationId: _none, toldAs: _told, ...old } = { ...start, stationId: null };
    const record = { ...old, endedAtMs: null, meterStopWh: null, endReason: null };
    await redis.hset(`jg:cs:${device}`, '7', JSON.stringify(record));
    expect(await sessions.running(device)).toMatchObject([{ sessionId: 7, stationId: null }]);
  });
});

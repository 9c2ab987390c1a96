import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { unknownTraits } from '../../../src/domain/ports/charger-traits.ts';
import { makeChargerTraits } from '../../../src/store/charger-traits.ts';
import { makeChargingSessions } from '../../../src/store/charging-sessions.ts';
import { makeScripts } from '../../../src/store/scripts.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
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

const one = device;
const other = 'device-2' as DeviceId;
const third = 'device-3' as DeviceId;
const watts = 'W, plain, session';
const levelZero = 'A, level 0, session';

describe('what chargers taught', () => {
  const clock = makeFakeClock();
  const store = () => makeChargerTraits(makeScripts(redis, []), clock);
  const rungOf = async (who: DeviceId = one, of = model) => (await store().read(of, who)).rung;

  it('is nothing at first, and holds for one charger, make, model and firmware', async () => {
    const traits = store();
    expect(await traits.read(model, device)).toEqual(unknownTraits);
    await traits.learn(model, device, { rung: watts, endsOnZero: true });
    await traits.learn(model, device, { takesProfileInStart: false });
    expect(await traits.read(model, device)).toEqual({
      ...{ rung: watts, endsOnZero: true, takesProfileInStart: false },
      rungStanding: 'shown',
    });
    const updated = { ...model, firmware: '1.6.7' };
    expect(await traits.read(updated, device)).toEqual(unknownTraits);
    expect(await traits.read({ ...model, firmware: null }, device)).toEqual(unknownTraits);
  });

  it('holds for the model once two chargers showed it', async () => {
    const traits = store();
    const shown = { rung: watts, endsOnZero: true, takesProfileInStart: false };
    await traits.learn(model, one, shown);
    const unproven = { ...unknownTraits, rungStanding: 'shown' };
    expect(await traits.read(model, third)).toEqual(unproven);
    await traits.learn(model, other, shown);
    const sure = { ...shown, rungStanding: 'sure' };
    expect(await traits.read(model, third)).toEqual(sure);
  });

  it('holds for the model once one charger showed it three times', async () => {
    const seen: (string | null)[] = [];
    for (let times = 1; times <= 3; times += 1) {
      await store().learn(model, one, { rung: watts });
      seen.push(await rungOf(third));
    }
    expect(seen).toEqual([null, null, watts]);
  });

  it('is not believed of a charger that only claims to be of a popular model', async () => {
    const traits = store();
    await traits.learn(model, one, { rung: watts });
    await traits.learn(model, one, { rung: watts });
    // A true one of the model takes what is usual.
    await traits.learn(model, other, { rung: null });
    await traits.learn(model, one, { rung: watts });
    expect(await rungOf(third)).toBeNull();
    expect(await rungOf(one)).toBe(watts);
  });

  it('is taken back for the model by one that takes the usual way', async () => {
    const traits = store();
    for (const who of [one, other]) await traits.learn(model, who, { rung: watts });
    await traits.learn(model, third, { rung: null });
    expect(await traits.read(model, third)).toEqual(unknownTraits);
    expect([await rungOf(one), await rungOf(other)]).toEqual([watts, watts]);
    await traits.learn(model, one, { rung: null });
    expect(await rungOf(one)).toBeNull();
  });

  it('stays what the model is taken for while another thing is shown by one', async () => {
    const traits = store();
    for (const who of [one, other]) await traits.learn(model, who, { rung: watts });
    await traits.learn(model, third, { rung: levelZero });
    expect([await rungOf(third), await rungOf('device-4' as DeviceId)]).toEqual([levelZero, watts]);
    await traits.learn(model, 'device-4' as DeviceId, { rung: levelZero });
    expect(await rungOf('device-5' as DeviceId)).toBe(levelZero);
  });

  it('is not taken over from a gateway that believed every charger', async () => {
    const field = 'Bergvolt|BV Column|1.6.6|';
    await redis.hset(
      'jg:traits',
      `${field}rung`,
      JSON.stringify(watts),
      `${field}endsOnZero`,
      'true',
    );
    expect(await store().read(model, device)).toEqual(unknownTraits);
    await store().learn(model, device, { endsOnZero: true });
    expect(await store().read(model, device)).toMatchObject({ endsOnZero: true });
    expect(await store().read(model, other)).toMatchObject({ endsOnZero: false });
  });

  it('of a limit of 0 lasts a day, shown again for thirty, as of the model', async () => {
    const days = (count: number) => clock.advance(count * 24 * 60 * 60_000);
    const ends = async (who: DeviceId) => (await store().read(model, who)).endsOnZero;
    const show = (who: DeviceId) => store().learn(model, who, { endsOnZero: true, rung: watts });
    await show(one);
    days(0.9);
    expect(await ends(one)).toBe(true);
    days(0.2);
    expect(await ends(one)).toBe(false);
    await show(one);
    days(29);
    expect([await ends(one), await ends(third)]).toEqual([true, false]);
    await show(other);
    days(29);
    expect([await ends(one), await ends(third)]).toEqual([true, true]);
    days(2);
    expect([await ends(one), await ends(third)]).toEqual([false, false]);
    // What worked is found out anew by itself, so it stays.
    expect(await rungOf(third)).toBe(watts);
    await show(third);
    expect(await ends('device-4' as DeviceId)).toBe(true);
  });

  it('is not mixed up by names that look like several', async () => {
    await store().learn({ make: 'a|b', model: 'c', firmware: null }, device, { rung: 'odd' });
    const alike = { make: 'a', model: 'b|c', firmware: null };
    expect(await store().read(alike, device)).toEqual(unknownTraits);
  });

  it('is bounded: what is known may change, and nothing new comes in', async () => {
    const traits = store();
    await traits.learn(model, device, { rung: watts });
    const names = Array.from({ length: 9_999 }, (_, index) => [`m${index}|||rung`, '"x"']);
    await redis.hset('jg:traits', ...names.flat());
    await redis.hset('jg:own-traits', ...names.flat());
    await traits.learn(model, device, { rung: levelZero });
    const another = { ...model, make: 'Another' };
    for (const who of [other, third]) await traits.learn(another, who, { rung: watts });
    expect(await rungOf(device)).toBe(levelZero);
    expect(await rungOf(other, another)).toBeNull();
    expect([await redis.hlen('jg:traits'), await redis.hlen('jg:own-traits')]).toEqual([
      10_000, 10_000,
    ]);
  });

  it("keeps a charger's own interval until it is put back", async () => {
    const traits = store();
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

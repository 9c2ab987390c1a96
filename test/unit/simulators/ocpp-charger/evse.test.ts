import { beforeEach, describe, expect, it } from 'vitest';
import { Evse, type EvseOptions } from '../../../../simulators/ocpp-charger/hardware/evse.ts';
import { makeVehicle } from '../../../../simulators/ocpp-charger/hardware/vehicle.ts';

let limitAmps: number;
let told: string[];

beforeEach(() => {
  limitAmps = Number.POSITIVE_INFINITY;
  told = [];
});

function makeEvse(isPlugged = true, more: Partial<EvseOptions> = {}): Evse {
  const evse = new Evse({
    connectorId: 1,
    supply: { voltage: 230, phases: 1, maxAmps: 32 },
    vehicle: makeVehicle({ socPercent: 40 }),
    meterWh: 1_000,
    isPlugged,
    nowMs: () => 0,
    limitAmps: () => limitAmps,
    ...more,
  });
  evse.listen({
    onStatus: (status) => told.push(status),
    onSessionStart: ({ idTag }) => told.push(`start ${idTag}`),
    onSessionStop: (_, reason) => told.push(`stop ${reason}`),
  });
  return evse;
}

describe('session', () => {
  it('does not begin by a plug alone', () => {
    const evse = makeEvse(false);
    evse.plug();
    evse.advance(60_000);
    expect(told).toEqual(['Preparing']);
    expect(evse.powerWatts).toBe(0);
  });

  it('begins when a vehicle comes to a waiting tag', () => {
    const evse = makeEvse(false);
    evse.authorize('TAG');
    evse.plug();
    expect(told).toEqual(['Preparing', 'start TAG', 'Charging']);
  });

  it('begins again from Finishing, through Preparing', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.stop('Remote');
    evse.authorize('TAG');
    expect(told).toEqual([
      'start TAG',
      'Charging',
      'stop Remote',
      'Finishing',
      'Preparing',
      'start TAG',
      'Charging',
    ]);
  });

  it('ends with the vehicle', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.unplug();
    expect(told.slice(2)).toEqual(['stop EVDisconnected', 'Finishing', 'Available']);
  });

  it('outlives a change to Inoperative, which then takes hold', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.setOperative(false);
    expect(evse.status).toBe('Charging');
    evse.stop('Remote');
    expect(evse.status).toBe('Unavailable');
    evse.setOperative(true);
    expect(evse.status).toBe('Finishing');
  });

  it('ends with a fault and cannot begin before it is cleared', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.fault('GroundFailure');
    expect(evse.status).toBe('Faulted');
    expect(evse.session).toBeUndefined();
    evse.clearFault();
    expect(evse.status).toBe('Finishing');
  });
});

describe('power', () => {
  it('rises within a few seconds to what breaker and vehicle allow', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.advance(1_000);
    expect(evse.powerWatts).toBe(4_000);
    evse.advance(1_000);
    expect(evse.powerWatts).toBe(32 * 230);
    expect(evse.currentAmps).toBe(32);
  });

  it('follows a limit down and up again', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.advance(5_000);
    limitAmps = 10;
    evse.advance(5_000);
    expect(evse.powerWatts).toBe(2_300);
    limitAmps = Number.POSITIVE_INFINITY;
    evse.advance(5_000);
    expect(evse.powerWatts).toBe(7_360);
  });

  it.each([0, 3, 5.9])('cannot offer %d A: the session is suspended', (amps) => {
    const evse = makeEvse();
    evse.authorize('TAG');
    limitAmps = amps;
    evse.advance(5_000);
    expect(evse.status).toBe('SuspendedEVSE');
    expect(evse.powerWatts).toBe(0);
  });

  it('counts energy into meter and battery, and ends at the target', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.advance(2_000);
    evse.advance(3_600_000);
    expect(evse.meterWh - 1_000).toBeCloseTo(7_360, -1);
    expect(evse.vehicle.socPercent).toBeCloseTo(52.3, 1);
    for (let hour = 0; hour < 12; hour += 1) evse.advance(3_600_000);
    expect(evse.status).toBe('SuspendedEV');
    evse.advance(10_000);
    expect(evse.powerWatts).toBe(0);
  });

  it('stops when the vehicle is not ready', () => {
    const evse = makeEvse();
    evse.authorize('TAG');
    evse.advance(5_000);
    evse.setReady(false);
    evse.advance(5_000);
    expect(evse.status).toBe('SuspendedEV');
    expect(evse.powerWatts).toBe(0);
  });
});

describe('phases', () => {
  const three = { voltage: 230, phases: 3, maxAmps: 32 } as const;
  const charging = (more: Partial<EvseOptions>) => {
    const evse = makeEvse(true, { supply: three, ...more });
    limitAmps = 10;
    evse.authorize('TAG');
    evse.advance(5_000);
    return evse;
  };

  it('are those of supply and vehicle together', () => {
    const evse = charging({});
    expect([evse.powerWatts, ...evse.phaseAmps]).toEqual([6_900, 10, 10, 10]);
    const single = charging({ vehicle: makeVehicle({ phases: 1 }) });
    expect([single.powerWatts, ...single.phaseAmps]).toEqual([2_300, 10, 0, 0]);
  });

  it('may be fewer by a limit', () => {
    let phasesMax = 1;
    const evse = charging({ phasesMax: () => phasesMax });
    expect([evse.powerWatts, ...evse.phaseAmps]).toEqual([2_300, 10, 0, 0]);
    phasesMax = 3;
    evse.advance(5_000);
    expect(evse.powerWatts).toBe(6_900);
  });
});

describe('a vendor who ends the session at 0', () => {
  it('does so at once, and at once again while the limit stays', () => {
    const evse = makeEvse(true, { endsSessionAtZero: true });
    evse.authorize('TAG');
    limitAmps = 3;
    evse.advance(1_000);
    expect(evse.status).toBe('SuspendedEVSE');
    limitAmps = 0;
    evse.settle();
    expect(evse.status).toBe('Finishing');
    evse.authorize('TAG');
    expect(evse.session).toBeUndefined();
    limitAmps = 16;
    evse.authorize('TAG');
    expect(evse.session).toBeDefined();
    expect(told.filter((each) => each.startsWith('st'))).toEqual([
      ...['start TAG', 'stop Other', 'start TAG', 'stop Other', 'start TAG'],
    ]);
  });
});

describe('a vehicle that falls asleep', () => {
  const asleep = () => {
    const evse = makeEvse(true, { vehicle: makeVehicle({ sleepsAfterMs: 60_000 }) });
    evse.authorize('TAG');
    limitAmps = 0;
    for (let second = 0; second < 60; second += 1) evse.advance(1_000);
    limitAmps = 16;
    evse.advance(5_000);
    return evse;
  };

  it('draws nothing after a long pause, though it is offered power', () => {
    const evse = asleep();
    expect(evse.status).toBe('SuspendedEV');
    expect(evse.powerWatts).toBe(0);
  });

  it.each<[string, (evse: Evse) => void]>([
    ['its owner', (evse) => evse.setReady(true)],
    [
      'another session',
      (evse) => {
        evse.stop('Remote');
        evse.authorize('TAG');
      },
    ],
    [
      'another plug',
      (evse) => {
        evse.unplug();
        evse.authorize('TAG');
        evse.plug();
      },
    ],
  ])('is woken by %s', (_, wake) => {
    const evse = asleep();
    wake(evse);
    evse.advance(5_000);
    expect(evse.powerWatts).toBe(16 * 230);
  });

  it('stays awake over a short pause', () => {
    const evse = makeEvse(true, { vehicle: makeVehicle({ sleepsAfterMs: 60_000 }) });
    evse.authorize('TAG');
    for (const amps of [0, 16, 0, 16]) {
      limitAmps = amps;
      evse.advance(40_000);
    }
    expect(evse.powerWatts).toBe(16 * 230);
  });
});

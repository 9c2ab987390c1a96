import { describe, expect, it } from 'vitest';
import { boost } from '../../../../src/domain/commands/boost.ts';
import type { DeviceView } from '../../../../src/domain/commands/spec.ts';
import type {
  Aspect,
  Report,
  SessionReport,
  StatusReport,
} from '../../../../src/domain/reports.ts';
import { makeDevice, makeReport, makeView } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const sentAtMs = fakeStartMs + 1_000;
const beforeSent = { receivedAtMs: fakeStartMs, rev: 1 };

function session(over: Partial<SessionReport> = {}): SessionReport {
  return {
    ...{ running: true, sessionId: 7, startedAtMs: sentAtMs + 10, endedAtMs: null },
    ...{ startedByGateway: true, meterStartWh: 0, meterStopWh: null, endReason: null },
    ...over,
  };
}

function status(state: StatusReport['state']): StatusReport {
  return { connectorId: 1, state, faultCode: null };
}

function now(state: StatusReport['state'], over: Partial<Report> = {}): Report {
  return makeReport(status(state), over);
}

function ended(over: Partial<SessionReport> = {}, received: Partial<Report> = {}): Report {
  return makeReport(session({ running: false, endedAtMs: sentAtMs + 20, ...over }), received);
}

const meter = (powerW: number) => ({ powerW, energyWh: 1, socPercent: null, sessionId: 7 });
const full = makeReport(meter(7_000));
const profile = (boostInstalled: boolean) => ({ boostInstalled, limitAmps: 32, readBack: true });

/** Judges a boost by reports, all received after SENT unless a report says otherwise. */
function judge(reports: Partial<Record<Aspect, Report>>, marks = {}) {
  return boost.judge({}, { transactionId: 'tx', reports, marks, sentAtMs });
}

describe('a boost', () => {
  it('is proved in a session from before it where the charger knows no limits', () => {
    const before = session({ startedAtMs: fakeStartMs - 60_000, startedByGateway: false });
    const limitless = {
      boostInstalled: false,
      limitAmps: null,
      readBack: false,
      isLimitless: true,
    };
    const reports = { session: makeReport(before), meter: full };
    expect(judge({ ...reports, profile: makeReport(profile(false)) }).kind).toBe('none');
    expect(judge({ ...reports, profile: makeReport(limitless, beforeSent) }).kind).toBe('none');
    expect(judge({ ...reports, profile: makeReport(limitless) })).toMatchObject({
      ...{ kind: 'proved', evidence: { aspect: 'meter' } },
    });
  });

  it.each([
    ['another session', 8],
    ['no session', null],
  ])('is not proved by power in %s', (_what, sessionId) => {
    const other = { ...meter(7_000), sessionId };
    expect(judge({ session: makeReport(session()), meter: makeReport(other) })).toEqual({
      kind: 'none',
    });
  });

  it('is proved by a running session that draws power above the floor', () => {
    const verdict = judge({ session: makeReport(session()), meter: makeReport(meter(501)) });
    expect(verdict).toMatchObject({
      ...{ kind: 'proved', evidence: { aspect: 'meter', value: { powerW: 501, sessionId: 7 } } },
    });
  });

  it('is not proved by power that flowed before it, and may be on its way down', () => {
    const falling = makeReport({ ...meter(3_310), isSettling: true });
    expect(judge({ session: makeReport(session()), meter: falling })).toEqual({ kind: 'none' });
  });

  it.each([
    ['at the floor', 500],
    ['without power', 0],
  ])('is contradicted by a meter %s', (_what, powerW) => {
    const verdict = judge({ session: makeReport(session()), meter: makeReport(meter(powerW)) });
    expect(verdict).toMatchObject({ kind: 'contrary', code: 'effect_not_seen' });
  });

  it('is open while nothing was metered since the last answer', () => {
    expect(judge({ session: makeReport(session()) })).toEqual({ kind: 'none' });
    const old = makeReport(meter(7_000), beforeSent);
    expect(judge({ session: makeReport(session()), meter: old })).toEqual({ kind: 'none' });
    const marked = { meter: { rev: 2, bootId: 'boot-1' } };
    const atMark = { session: makeReport(session()), meter: makeReport(meter(7_000)) };
    expect(judge(atMark, marked)).toEqual({ kind: 'none' });
  });

  it('is open when there is power but no session', () => {
    expect(judge({ meter: makeReport(meter(7_000)) })).toEqual({ kind: 'none' });
    const ended = makeReport(session({ running: false }));
    expect(judge({ session: ended, meter: makeReport(meter(7_000)) })).toEqual({ kind: 'none' });
  });

  it('is not proved by power in an older session before our profile is in', () => {
    const older = makeReport(session({ startedAtMs: sentAtMs - 60_000, startedByGateway: false }));
    const drawing = { session: older, meter: makeReport(meter(7_000)) };
    expect(judge(drawing)).toEqual({ kind: 'none' });
    const without = makeReport(profile(false));
    expect(judge({ ...drawing, profile: without })).toEqual({ kind: 'none' });
    const stale = makeReport(profile(true), beforeSent);
    expect(judge({ ...drawing, profile: stale })).toEqual({ kind: 'none' });
    expect(judge({ ...drawing, profile: makeReport(profile(true)) }).kind).toBe('proved');
  });

  it('says vehicle_not_drawing when the vehicle is idle though the limit is lifted', () => {
    const idle = makeReport(status('suspended_vehicle'));
    expect(judge({ session: makeReport(session()), status: idle })).toMatchObject({
      ...{ kind: 'contrary', code: 'vehicle_not_drawing' },
    });
    const metered = { session: makeReport(session()), status: idle, meter: makeReport(meter(0)) };
    expect(judge(metered)).toMatchObject({ code: 'vehicle_not_drawing' });
  });

  it.each<[string, Partial<Record<Aspect, Report>>]>([
    ['that told of its end', { session: ended({ endReason: 'EVDisconnected' }) }],
    ['that told of its end in other words', { session: ended(), status: now('available') }],
    ['whose connector is free', { status: now('available') }],
    ['with power in its last sample', { session: ended(), status: now('available'), meter: full }],
  ])('has failed without the vehicle of a session %s', (_what, reports) => {
    expect(judge(reports)).toMatchObject({ kind: 'contrary', code: 'vehicle_left' });
  });

  it('has failed in a session that ended since it was sent', () => {
    const verdict = judge({ session: ended({ endReason: 'Local' }), status: now('finishing') });
    expect(verdict).toMatchObject({ kind: 'contrary', code: 'effect_not_seen' });
  });

  it('takes nothing from a session that ended before it was sent', () => {
    const before = { session: ended({}, beforeSent), status: now('available', beforeSent) };
    expect(judge(before)).toEqual({ kind: 'none' });
    // Told now: it waited in a charger that was offline.
    expect(judge({ session: ended({ endedAtMs: sentAtMs - 1 }) })).toEqual({ kind: 'none' });
  });

  it('does not blame the vehicle by a status from before SENT alone', () => {
    const idle = makeReport(status('suspended_vehicle'), beforeSent);
    expect(judge({ session: makeReport(session()), status: idle })).toEqual({ kind: 'none' });
    const metered = { session: makeReport(session()), status: idle, meter: makeReport(meter(0)) };
    expect(judge(metered)).toMatchObject({ code: 'vehicle_not_drawing' });
  });
});

describe('a boost is refused', () => {
  const charger = makeDevice({ class: 'charger', protocol: 'ocpp' });
  const view = (over: Partial<DeviceView> = {}) => makeView({ device: charger, ...over });
  const away = { epoch: 1, live: false, connectedAtMs: 0, lostAtMs: fakeStartMs - 61_000 };
  const at = (state: StatusReport['state']) => ({ status: makeReport(status(state)) });
  const wish = { transactionId: 'tx', atMs: 1 };
  const doubted = { ...wish, isDoubted: true as const };
  const drawing = { session: makeReport(session()), meter: full };

  it.each([
    ['device_retired', { device: { ...charger, retiredAtMs: 1 } }],
    ['device_not_live', { device: { ...charger, firstConnectedAtMs: null } }],
    ['device_suspended', { wishes: { suspended: wish } }],
    ['boost_in_progress', { wishes: { boost: wish } }],
    ['boost_in_progress', { wishes: { boost: doubted }, reports: drawing }],
    ['device_disconnected', { link: away }],
    ['device_disconnected', { link: away, wishes: { boost: wish } }],
    ['device_disconnected', { reports: at('available') }],
    ['device_faulted', { reports: at('faulted') }],
  ] as [string, Partial<DeviceView>][])('with %s', (code, over) => {
    expect(boost.refuse({}, view(over), 'submit')).toMatchObject({ code });
  });

  it.each([
    ['a vehicle is plugged in', { reports: at('preparing') }],
    ['nobody knows what became of the last, and nothing shows it', { wishes: { boost: doubted } }],
    ['the link was lost within a minute', { link: { ...away, lostAtMs: fakeStartMs - 60_000 } }],
    ['the gateway began within a minute', { link: away, startedAtMs: fakeStartMs - 60_000 }],
    [
      'the plug is known only from before the link was lost',
      {
        ...{ link: { ...away, lostAtMs: fakeStartMs }, reports: at('available') },
      },
    ],
  ] as [string, Partial<DeviceView>][])('not when %s', (_what, over) => {
    expect(boost.refuse({}, view(over), 'submit')).toBeNull();
  });

  it('at take not by its own open wish, but by a plug that was pulled', () => {
    expect(boost.refuse({}, view({ wishes: { boost: wish } }), 'take')).toBeNull();
    expect(boost.refuse({}, view({ reports: at('available') }), 'take')).toMatchObject({
      code: 'device_disconnected',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import { loadCharacter } from '../../simulators/ocpp-charger/character.ts';
import { ChargerBench, makeWireProfile } from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use({ callTimeoutMs: 1_000 });
const START = 'RemoteStartTransaction';

const plan = (...faults: object[]) => parseFaultPlan({ seed: 1, faults }, 'test');
const startWith = (...faults: object[]) => bench.start({ faults: plan(...faults) });
const remoteStart = () => bench.csms.call(START, { connectorId: 1, idTag: 'joulegate' });
const answersToStart = () => bench.lines({ type: 'CALLRESULT', action: START });
const isCharging = () => bench.csms.status === 'Charging';

describe('a charger that does not answer', () => {
  it('silent: nothing done, link up', async () => {
    await startWith({ on: START, do: 'silent', times: 1 });
    await expect(remoteStart()).rejects.toThrow();
    expect(bench.executions(START)).toBe(0);
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    expect(bench.csms.connections).toBe(1);
  });

  it('silent after execution: done once, never told', async () => {
    await startWith({ on: START, do: 'silent', when: 'after-execute' });
    await expect(remoteStart()).rejects.toThrow();
    await waitFor(isCharging, 'Charging');
    expect(bench.executions(START)).toBe(1);
    expect(answersToStart()).toEqual([]);
  });

  it('slow: done and answered later', async () => {
    await startWith({ on: START, do: 'slow', afterMs: 4_000 });
    const startedMs = performance.now();
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    expect(performance.now() - startedMs).toBeGreaterThan(190);
  });

  it('late: done at once, answered when nobody waits any more', async () => {
    await startWith({ on: START, do: 'late', afterMs: 30_000 });
    await expect(remoteStart()).rejects.toThrow();
    await waitFor(isCharging, 'Charging');
    expect(bench.executions(START)).toBe(1);
    await waitFor(() => answersToStart().length === 1, 'the late answer');
  });

  it('garbage: an answer that is none', async () => {
    await startWith({ on: START, do: 'garbage', times: 1 });
    await expect(remoteStart()).rejects.toThrow();
    expect(bench.lines({ type: 'MALFORMED', direction: 'out' })).toHaveLength(1);
    expect(bench.csms.badMessages).toHaveLength(1);
  });
});

describe('a charger that answers wrongly', () => {
  it('reject: its own no', async () => {
    await startWith({ on: START, do: 'reject' }, { on: 'ClearChargingProfile', do: 'reject' });
    expect(await remoteStart()).toEqual({ status: 'Rejected' });
    expect(await bench.csms.call('ClearChargingProfile')).toEqual({ status: 'Unknown' });
    expect(bench.executions(START)).toBe(0);
  });

  it('reject: with a CALLERROR code', async () => {
    await startWith({ on: START, do: 'reject', code: 'InternalError' });
    await expect(remoteStart()).rejects.toMatchObject({ rpcErrorCode: 'InternalError' });
  });

  it('accept-nothing: Accepted, and nothing happens', async () => {
    await startWith({ on: START, do: 'accept-nothing' });
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    await bench.csms.call('TriggerMessage', { requestedMessage: 'MeterValues' });
    await waitFor(() => bench.csms.metered('Power.Active.Import') === 0, '0 W');
    expect(bench.csms.all('StartTransaction')).toEqual([]);
    expect(bench.executions(START)).toBe(0);
  });

  it('answer-twice: done once', async () => {
    await startWith({ on: START, do: 'answer-twice' });
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    await waitFor(isCharging, 'Charging');
    expect(answersToStart()).toHaveLength(2);
    expect(bench.executions(START)).toBe(1);
  });
});

describe('a link that drops', () => {
  it.each([
    { when: 'before-execute', executions: 0, answers: 0 },
    { when: 'after-execute', executions: 1, answers: 0 },
    { when: 'after-answer', executions: 1, answers: 1 },
  ])('$when: done $executions times, answered $answers times', async ({ when, ...times }) => {
    await startWith({ on: START, do: 'drop-link', when, times: 1 });
    const outcome = await remoteStart().catch(() => undefined);
    expect(outcome).toEqual(times.answers === 1 ? { status: 'Accepted' } : undefined);
    await waitFor(() => bench.csms.all('BootNotification').length === 2, 'the next boot');
    expect(bench.executions(START)).toBe(times.executions);
    expect(answersToStart()).toHaveLength(times.answers);
    expect(bench.lines({ event: 'link-down' })).toHaveLength(1);
    if (times.executions === 1) {
      await waitFor(() => bench.csms.all('StartTransaction').length === 1, 'StartTransaction');
    }
  });
});

describe('a link that is half-open', () => {
  const pinged = ChargerBench.use({ callTimeoutMs: 1_000, pingIntervalMs: 500 });

  it('goes unanswered, pings too, while a second connection works', async () => {
    await pinged.start({
      faults: plan({ on: START, do: 'half-open', afterMs: 2_000, times: 1 }),
    });
    const starting = () => pinged.csms.call(START, { connectorId: 1, idTag: 'joulegate' });
    await expect(starting()).rejects.toThrow();
    await waitFor(() => pinged.csms.all('BootNotification').length === 2, 'the next boot');
    expect(await starting()).toEqual({ status: 'Accepted' });
    await waitFor(() => pinged.csms.closures === 1, 'the end of the first connection');
    expect(pinged.csms.connections).toBe(2);
  });
});

describe('connecting', () => {
  it.each([
    [{ do: 'reject', times: 2 }, 3, 1],
    [{ do: 'drop-link', times: 1 }, 2, 1],
    [{ do: 'drop-link', when: 'after-answer', times: 1 }, 2, 2],
    [{ do: 'half-open', afterMs: 500, times: 1 }, 2, 1],
    [{ do: 'garbage', times: 1 }, 1, 1],
    [{ do: 'answer-twice', times: 1 }, 1, 2],
    [{ do: 'slow', afterMs: 1_000, times: 1 }, 1, 1],
  ])('with %j takes %d connections and %d boots', async (fault, connections, boots) => {
    await startWith({ on: 'connect', ...fault });
    await waitFor(() => bench.csms.connections === connections, 'the connections');
    await waitFor(() => bench.csms.all('BootNotification').length === boots, 'the boots');
    await waitFor(() => bench.csms.status === 'Preparing', 'a status');
  });

  it.each(['silent', 'accept-nothing'])('%s: connected, and not a word', async (fault) => {
    const starting = bench.start({
      faults: plan({ on: 'connect', do: fault }),
      connectTimeoutMs: 300,
    });
    await expect(starting).rejects.toThrow(/not connected/);
    expect(bench.csms.connections).toBe(1);
    expect(bench.csms.received).toEqual([]);
  });
});

describe('characters', () => {
  const installing = { connectorId: 1, csChargingProfiles: makeWireProfile(10) };

  it('accept-nothing: Accepted to all, done nothing, and a meter that says 0 W', async () => {
    await bench.start({ character: 'accept-nothing' });
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    expect(await bench.csms.call('SetChargingProfile', installing)).toEqual({ status: 'Accepted' });
    await bench.csms.call('TriggerMessage', { requestedMessage: 'MeterValues' });
    await waitFor(() => bench.csms.metered('Power.Active.Import') === 0, '0 W');
    expect(bench.state).toMatchObject({ session: null, profiles: [] });
    expect(bench.executions(START) + bench.executions('SetChargingProfile')).toBe(0);
  });

  it('one that boots only once: back after a lost link without BootNotification', async () => {
    const character = { ...(await loadCharacter('plain')), bootsOnReconnect: false };
    await bench.start({ character, faults: plan({ on: START, do: 'drop-link', times: 1 }) });
    await waitFor(() => bench.csms.status === 'Preparing', 'a status');
    await expect(remoteStart()).rejects.toThrow();
    await waitFor(() => bench.csms.all('StatusNotification').length === 4, 'statuses again');
    expect(bench.csms.all('BootNotification')).toHaveLength(1);
    await bench.act('reboot');
    await waitFor(() => bench.csms.all('BootNotification').length === 2, 'the next boot');
  });

  it('one that has two CALLs out at a time', async () => {
    const character = { ...(await loadCharacter('plain')), parallelCalls: 2 };
    const held = Promise.withResolvers<object>();
    bench.csms.answer('StatusNotification', () => held.promise);
    await bench.start({ character });
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'two at a time');
    held.resolve({});
  });

  it('one that has never heard of a call', async () => {
    const character = { ...(await loadCharacter('plain')), notImplemented: [START] };
    await bench.start({ character });
    await expect(remoteStart()).rejects.toMatchObject({ rpcErrorCode: 'NotImplemented' });
  });

  it('accept-nothing-mute: the same, without meter values', async () => {
    await bench.start({ character: 'accept-nothing-mute' });
    expect(await remoteStart()).toEqual({ status: 'Accepted' });
    const wanted = { requestedMessage: 'MeterValues' };
    expect(await bench.csms.call('TriggerMessage', wanted)).toEqual({ status: 'NotImplemented' });
  });
});

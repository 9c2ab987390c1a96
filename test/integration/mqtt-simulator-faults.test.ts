import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import { EUID, openSimulatorBench, type SimulatorBench } from '../support/simulator-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: SimulatorBench;

beforeEach(async () => {
  bench = await openSimulatorBench();
});
afterEach(() => bench.close());

describe('faults', () => {
  const strike = (rule: object) =>
    bench.heatPump({ rules: [{ on: 'rename_sensor', times: 1, ...rule }] });

  test.each([
    ['before-execute', 1],
    ['after-execute', 1],
    ['after-answer', 1],
  ])('a link that drops %s ends in one execution', async (when, times) => {
    await strike({ do: 'drop-link', when });
    const wish = bench.rename('t1', 'Kitchen');
    await bench.send('t1', wish);
    await waitFor(() => bench.published('/status').some(({ s }) => s === 'lost'), 'the will');
    expect(bench.executions('t1')).toBe(when === 'before-execute' ? 0 : 1);
    expect(bench.broker.answers('t1')).toHaveLength(when === 'after-answer' ? 1 : 0);
    await bench.retry(wish);
    expect(bench.executions('t1')).toBe(times);
    expect(new Set(bench.broker.answers('t1')).size).toBe(1);
  });

  test.each([
    ['before-execute', 0],
    ['after-execute', 1],
  ])('silent %s gives no answer until it is asked again', async (when, executed) => {
    await strike({ do: 'silent', when });
    const wish = bench.rename('t1', 'Kitchen');
    await bench.send('t1', wish);
    await bench.send('t2', bench.requestOf('t2', 'identify', {}));
    await waitFor(() => bench.broker.answers('t2').length === 1, 'the answer of the next');
    expect(bench.executions('t1')).toBe(executed);
    expect(bench.broker.answers('t1')).toEqual([]);
    // Of the silent one nothing was executed: the next has overtaken it.
    await bench.send('t1', { ...wish, attempt: 2 });
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the answer');
    expect(bench.phases('t1')).toEqual([executed === 0 ? 'rejected stale' : 'succeeded']);
  });

  test('slow is busy until it is done; late is not', async () => {
    await bench.heatPump({
      rules: [
        { on: 'rename_sensor', do: 'slow', afterMs: 20_000, times: 1 },
        { on: 'set_quieter_mode', do: 'late', afterMs: 20_000, times: 1 },
      ],
    });
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await bench.send('t2', bench.requestOf('t2', 'identify', {}));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the slow answer');
    expect(bench.phases('t2')).toEqual(['rejected busy']);
    await bench.send('t3', bench.requestOf('t3', 'set_quieter_mode', { enabled: true }));
    await bench.send('t4', bench.requestOf('t4', 'identify', {}));
    await waitFor(() => bench.broker.answers('t4').length === 1, 'the answer of the next');
    expect(bench.executions('t3')).toBe(1);
    expect(bench.broker.answers('t3')).toEqual([]);
    await waitFor(() => bench.broker.answers('t3').length === 1, 'the late answer');
  });

  test('reject answers with the code of the rule and executes nothing', async () => {
    await strike({ do: 'reject', code: 'controlled_elsewhere' });
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the answer');
    expect(bench.phases('t1')).toEqual(['rejected controlled_elsewhere']);
    expect(bench.executions('t1')).toBe(0);
  });

  test('accept-nothing succeeds with an aspect that did not change', async () => {
    await strike({ do: 'accept-nothing' });
    const before = bench.sensorName();
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the answer');
    expect(bench.answersOf('t1')[0]).toMatchObject({
      phase: 'succeeded',
      aspect: 'sensors',
      rev: 2,
    });
    expect(bench.sensorName()).toEqual({ ...Object(before), at: expect.any(String) });
    expect(bench.executions('t1')).toBe(0);
  });

  test('answer-twice sends the same answer twice for one execution', async () => {
    await strike({ do: 'answer-twice' });
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 2, 'both answers');
    const [one, two] = bench.broker.answers('t1');
    expect(two).toBe(one);
    expect(bench.executions('t1')).toBe(1);
  });

  test('garbage stands where the answer should be', async () => {
    await strike({ do: 'garbage', when: 'after-execute' });
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    await waitFor(() => bench.broker.answers('t1').length === 1, 'the garbage');
    expect(() => JSON.parse(bench.broker.answers('t1')[0] ?? '')).toThrow();
    expect(bench.executions('t1')).toBe(1);
  });

  test('a half-open link says nothing, then comes back', async () => {
    await strike({ do: 'half-open', when: 'after-execute', afterMs: 20_000 });
    const wish = bench.rename('t1', 'Kitchen');
    await bench.send('t1', wish);
    await waitFor(() => bench.executions('t1') === 1, 'the execution');
    await waitFor(() => bench.events('link-up') === 2, 'the second link');
    await bench.retry(wish);
    expect(bench.executions('t1')).toBe(1);
  });

  test.each(['silent', 'half-open'])(
    '%s at connect: not a word before the birth',
    async (fault) => {
      const rules = [{ on: 'connect', do: fault, when: 'after-execute' }];
      await expect(bench.heatPump({ rules, connectTimeoutMs: 700 })).rejects.toThrow(
        /not connected/,
      );
      const said = bench.broker.sights.filter(
        ({ what, text }) => what === 'publish' && !text.includes('lost'),
      );
      expect(said).toEqual([]);
    },
  );

  test('slow at connect: the birth is still the first word', async () => {
    await bench.heatPump({ rules: [{ on: 'connect', do: 'slow', afterMs: 60_000, times: 1 }] });
    const [first] = bench.broker.sights.filter(({ what }) => what === 'publish');
    expect(first?.text).toContain('"online"');
  });

  test('a drop at connect delays the birth by one link', async () => {
    await bench.heatPump({
      rules: [{ on: 'connect', do: 'drop-link', when: 'after-execute', times: 1 }],
    });
    expect(bench.events('link-up')).toBe(2);
    expect(bench.published('/status').filter(({ s }) => s === 'online')).toHaveLength(1);
  });

  test.each([1, 2, 3])(
    '30 renames under link drops of seed %i: each once, in order',
    async (seed) => {
      const faults = parseFaultPlan(
        {
          seed,
          faults: ['before-execute', 'after-execute', 'after-answer'].map((when) => ({
            on: 'rename_sensor',
            do: 'drop-link',
            when,
            probability: 0.15,
          })),
        },
        'test',
      );
      await bench.heatPump({ sensors: 34, speed: 1_000, faults });
      const ids = Array.from({ length: 30 }, (_, index) => `rename-${index + 1}`);
      for (const [index, tx] of ids.entries()) {
        const sensorCode = `SENSOR${String(index + 1).padStart(2, '0')}`;
        await bench.retry(bench.requestOf(tx, 'rename_sensor', { sensorCode, displayName: tx }));
      }
      expect(bench.executed()).toEqual(ids);
      expect(bench.events('link-down')).toBeGreaterThan(3);
    },
  );

  test('a fault added by the control API strikes, and cleared ones do not', async () => {
    const { control } = await bench.heatPump();
    const post = (action: string, body: object) =>
      fetch(`${control.url}/devices/${EUID}/${action}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    expect((await post('fault', { on: '*', do: 'silent' })).status).toBe(200);
    expect((await post('fault', { on: '*', do: 'dance' })).status).toBe(400);
    await bench.send('t1', bench.rename('t1', 'Kitchen'));
    expect((await post('clear-faults', {})).status).toBe(200);
    await bench.send('t2', bench.rename('t2', 'Study'));
    await waitFor(() => bench.broker.answers('t2').length === 1, 'the answer');
    expect(bench.broker.answers('t1')).toEqual([]);
  });
});

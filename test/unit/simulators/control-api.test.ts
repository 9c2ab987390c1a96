import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ControlApi, startControlApi } from '../../../simulators/lib/control-api.ts';
import { cannot, type SimulatedDevice } from '../../../simulators/lib/device.ts';
import { makeFaultPlan, NO_FAULTS } from '../../../simulators/lib/fault-plan.ts';
import { makeWireLog, type WireLog } from '../../../simulators/lib/wire-log.ts';

const onStop = vi.fn();
let api: ControlApi;
let log: WireLog;
let device: SimulatedDevice;

beforeEach(async () => {
  onStop.mockClear();
  log = makeWireLog({ ringMax: 3, now: () => new Date(0) });
  device = {
    id: 'dev 1',
    faults: makeFaultPlan(NO_FAULTS, 'dev 1'),
    start: async () => {},
    stop: async () => {},
    state: () => ({ warm: true }),
    act: async (action, body) =>
      action === 'reboot' ? { ok: true, result: body } : cannot(action, 'test device'),
  };
  api = await startControlApi({ devices: [device], log, port: 0, onStop });
});
afterEach(() => api.close());

async function call(method: string, path: string, body?: string) {
  const response = await fetch(`${api.url}${path}`, { method, ...(body ? { body } : {}) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the control API', () => {
  test('lists devices and shows one', async () => {
    expect((await call('GET', '/devices')).body).toEqual({ devices: ['dev 1'] });
    expect((await call('GET', '/devices/dev%201')).body).toEqual({ id: 'dev 1', warm: true });
  });

  test('gives the log after a line, and where to go on', async () => {
    for (const event of ['a', 'b', 'c']) log.event('dev 1', { event });
    const { body } = await call('GET', '/devices/dev%201/log?after=1');
    expect(body).toMatchObject({ entries: [{ n: 2, event: 'b' }, { n: 3 }], next: 3 });
    expect((await call('GET', '/devices/dev%201/log?after=3')).body).toEqual({
      entries: [],
      next: 3,
    });
  });

  test('keeps only the newest lines of a device', () => {
    for (let n = 0; n < 20; n += 1) log.event('dev 1', { event: String(n) });
    expect(log.after('dev 1', 0).map((entry) => entry.n)).toEqual([18, 19, 20]);
  });

  test.each([
    ['GET', '/', 404],
    ['GET', '/devices/other', 404],
    ['GET', '/devices/dev%201/%zz', 404],
    ['GET', '/devices/dev%201/log/more', 404],
    ['POST', '/devices/dev%201/dance', 404],
    ['POST', '/devices', 405],
    ['GET', '/devices/dev%201/reboot', 405],
    ['GET', '/stop', 405],
    ['GET', '/devices/dev%201/log?after=x', 400],
    ['POST', '/devices/dev%201/plug', 409],
  ])('%s %s is answered %i with a reason', async (method, path, status) => {
    expect(await call(method, path)).toMatchObject({ status, body: { ok: false } });
  });

  test('hands the body to the device, and refuses what is no object or too large', async () => {
    const done = await call('POST', '/devices/dev%201/reboot', '{"why":"test"}');
    expect(done).toEqual({ status: 200, body: { ok: true, result: { why: 'test' } } });
    expect((await call('POST', '/devices/dev%201/reboot', '{')).status).toBe(400);
    expect((await call('POST', '/devices/dev%201/reboot', '[]')).status).toBe(400);
    const large = await call('POST', '/devices/dev%201/reboot', `"${'x'.repeat(17_000)}"`);
    expect(large.status).toBe(413);
  });

  test('adds and clears faults', async () => {
    await call('POST', '/devices/dev%201/fault', '{"on":"x","do":"silent"}');
    expect(device.faults.next('x')?.do).toBe('silent');
    expect((await call('POST', '/devices/dev%201/fault', '{"on":"x"}')).status).toBe(400);
    await call('POST', '/devices/dev%201/clear-faults');
    expect(device.faults.next('x')).toBeNull();
  });

  test('answers a stop before it is passed on', async () => {
    expect(await call('POST', '/stop')).toEqual({ status: 202, body: { ok: true } });
    await vi.waitFor(() => expect(onStop).toHaveBeenCalledOnce());
  });
});

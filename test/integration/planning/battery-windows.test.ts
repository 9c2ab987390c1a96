import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import { makeDescription } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const hour = 3_600_000;

type Windows = Extract<Command, { kind: 'set_windows' }>['params']['windows'];

/** A home battery of 10 kWh that takes 3.6 kW, with what it says of its charge. */
async function addBattery(socPercent: number | null) {
  const { core } = bench;
  const battery = await addDevice(core, 'battery');
  const kinds = ['set_windows', 'set_reserve', 'suspend', 'resume'];
  const limits = { capacityKwh: 10, maxChargeW: 3_600, maxDischargeW: 3_600 };
  const description = { class: 'battery' as const, kinds, zones: [], sensors: [], battery: limits };
  await core.reported.describe(battery.id, makeDescription(description));
  const at = () => new Date(core.clock.nowMs()).toISOString();
  const sample = (soc: number) =>
    battery.tell({
      ...{ type: 'telemetry', name: 'battery', sample: { at: at(), socPercent: soc } },
    });
  if (socPercent !== null) await sample(socPercent);
  let windows: Windows = [];
  const show = () => battery.show('battery', { windows, suspended: false });
  await battery.connect({
    answer: async ({ command }) => {
      if (command.kind === 'set_windows') windows = command.params.windows;
      return { kind: 'accepted' };
    },
  });
  await show();
  const settle = async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await core.tick();
      await show();
      await core.quiet();
    }
    await core.tick();
  };
  const own = async () => {
    const commands = await ownCommands(core, battery.id);
    return commands.map(({ command, status, causeId }) => {
      if (command.kind !== 'set_windows') throw new Error(`${command.kind} was sent`);
      return { status, causeId, windows: command.params.windows };
    });
  };
  return { core, battery, settle, sample, own };
}

describe('the windows of a battery', () => {
  it('charge it by the time it is wanted, within its power, and end then', async () => {
    const { core, battery, settle, own } = await addBattery(30);
    const causeId = await battery.accept(preferencesOf());
    await settle();
    const [command, ...others] = await own();
    expect(others).toEqual([]);
    expect(command).toMatchObject({ status: 'SUCCEEDED', causeId });
    const window = command?.windows[0];
    expect(window).toMatchObject({ direction: 'charge', powerW: 3_600 });
    // 50 % of 10 kWh at 90 % are 1 h 33 min.
    const [startMs, endMs] = [Date.parse(window?.startAt ?? ''), Date.parse(window?.endAt ?? '')];
    expect(endMs).toBe(core.clock.nowMs() + 15 * hour);
    expect(endMs - startMs).toBeGreaterThan(1.5 * hour);
    expect(endMs - startMs).toBeLessThan(1.75 * hour);
    expect((await read(core, causeId)).status).toBe('SUCCEEDED');
  });

  it('are none where it is full enough, and nothing is sent', async () => {
    const { battery, settle, own } = await addBattery(80);
    await battery.accept(preferencesOf());
    await settle();
    expect(await own()).toEqual([]);
  });

  it('are none before they end within a day', async () => {
    const { core, battery, settle, own } = await addBattery(30);
    await core.pass(16 * hour);
    await battery.accept(preferencesOf({ readyBy: '07:00' }));
    await settle();
    const [command] = await own();
    const endMs = Date.parse(command?.windows[0]?.endAt ?? '');
    expect(endMs - core.clock.nowMs()).toBeLessThanOrEqual(24 * hour);
  });

  it('are taken away when nothing is needed any more', async () => {
    const { core, battery, settle, sample, own } = await addBattery(30);
    await battery.accept(preferencesOf());
    await settle();
    await core.pass(hour / 2);
    await sample(90);
    await core.pass(hour / 2);
    await settle();
    expect(await own()).toMatchObject([{ windows: [{ direction: 'charge' }] }, { windows: [] }]);
  });

  it('of somebody else are left alone', async () => {
    const { core, battery, own } = await addBattery(80);
    const nowMs = core.clock.nowMs();
    const startAt = new Date(nowMs + hour).toISOString();
    const endAt = new Date(nowMs + 2 * hour).toISOString();
    const windows = [{ startAt, endAt, direction: 'discharge', powerW: 1_000 }];
    await battery.show('battery', { windows });
    await battery.accept(preferencesOf());
    await core.tick();
    expect(await own()).toEqual([]);
  });

  it('are not set on a battery that is suspended', async () => {
    const { core, battery, own } = await addBattery(30);
    await battery.accept({ kind: 'suspend', params: {} });
    await battery.accept(preferencesOf());
    await core.tick();
    expect(await own()).toEqual([]);
  });
});

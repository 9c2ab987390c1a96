import type { Command } from '../../src/domain/command.ts';
import type { DayPreference } from '../../src/domain/device-settings.ts';
import type { SendResult } from '../../src/domain/reply.ts';
import type { MeterReport, SessionReport, StatusReport } from '../../src/domain/reports.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { makeDescription } from './builders.ts';
import type { Core } from './core.ts';
import { addDevice } from './core-devices.ts';
import type { FakeConnection } from './fake-connection.ts';
import { waitFor } from './wait-for.ts';

/** The owner's wish: the same on seven days, 80 % by seven unless told otherwise. */
export function preferencesOf(over: Partial<DayPreference> = {}): Command {
  const days = Array.from({ length: 7 }, (_, day) => ({
    ...{ day, readyBy: '07:00', targetSocPercent: 80, minSocPercent: null },
    ...over,
  }));
  return { kind: 'set_charging_preferences', params: { days } };
}

/** A charger of account A-1 that installs what it is told, and says so. */
export type PlannedCharger = Awaited<ReturnType<typeof addPlannedCharger>>;

/** Registers and connects one, without a vehicle. */
export async function addPlannedCharger(core: Core, id?: string) {
  const device = await addDevice(core, 'charger', id === undefined ? {} : { id });
  const kinds = ['boost', 'cancel_boost', 'suspend', 'resume', 'set_charging_schedule'];
  const charger = { maxAmps: 32, phases: 1 };
  await core.reported.describe(
    device.id,
    makeDescription({ class: 'charger', kinds, zones: [], sensors: [], charger }),
  );
  let bootId = 'boot-0';
  let links = 0;
  const answers: { value: SendResult } = { value: { kind: 'accepted' } };
  const installed: { last: () => Promise<unknown> } = { last: async () => undefined };
  const habits: { control?: 'on_off'; planCovered?: true; planUntilMs?: number } = {};
  const show = {
    status: (state: StatusReport['state']) =>
      device.show('status', { connectorId: 1, state, faultCode: null }, { bootId }),
    session: (over: Partial<SessionReport>) =>
      device.show('session', { ...noSession, ...over }, { bootId }),
    meter: (over: Partial<MeterReport>) =>
      device.show(
        'meter',
        { powerW: 0, energyWh: null, socPercent: null, sessionId: null, ...over },
        { bootId },
      ),
    profile: (planId: string | null, boostInstalled = false) =>
      device.show(
        'profile',
        {
          ...habits,
          boostInstalled,
          planId,
          guardInstalled: true,
          limitAmps: null,
          readBack: true,
        },
        { bootId },
      ),
  };
  /** What is known since would have the plan that it holds written otherwise. */
  const outdate = async () => {
    const planId = await planOf(core, device.id);
    const value = { ...cleared, planId, guardInstalled: true, planOutdated: true };
    await device.show('profile', value, { bootId });
  };
  const answer = async ({ command }: { command: Command }): Promise<SendResult> => {
    if (answers.value.kind !== 'accepted') return answers.value;
    const { kind, params } = command;
    const planId = await planOf(core, device.id);
    if (kind === 'set_charging_schedule') {
      installed.last = () => show.profile(params.planId, params.isBoosting);
    }
    if (kind === 'boost') installed.last = () => show.profile(planId, true);
    if (kind === 'cancel_boost') installed.last = () => show.profile(planId);
    if (kind === 'suspend') installed.last = () => device.show('profile', cleared, { bootId });
    if (kind === 'resume') installed.last = () => show.profile(null);
    return answers.value;
  };
  return {
    ...device,
    show,
    outdate,
    /** How it keeps a plan, if not all of it by a limit of its own. */
    habits,
    /** What it answers to every command from now on. */
    answers,
    /** What is installed is read back, as an adapter's watch does after each command. */
    look: () => installed.last(),
    /** The due loop runs, and what came of it is read back, as an adapter's watch does. */
    async settle(at: Core = core): Promise<void> {
      for (let turn = 0; turn < 2; turn += 1) {
        await at.tick();
        await installed.last();
        await at.quiet();
      }
      await at.tick();
    },
    /** A new link; `at` a core that stands for another process. */
    async connect(at: Core = core): Promise<FakeConnection> {
      links += 1;
      bootId = `boot-${links}`;
      const connection = await device.connect({ procedure: 'steps', answer }, at);
      // On a new link it has said nothing yet of what it holds.
      installed.last = async () => undefined;
      at.links.ready(connection);
      const isMarked = async () => {
        const score = await at.redis.zscore('jg:due', `p${device.id}`);
        return score !== null && Number(score) <= at.clock.nowMs();
      };
      await waitFor(isMarked, 'the plan to be due');
      return connection;
    },
    /** It boots without letting go of its link: what it reports from here on is of another boot. */
    reboot(): void {
      bootId = `${bootId}-again`;
      installed.last = async () => undefined;
    },
    /** A vehicle is plugged in and its session runs. */
    async plugIn(soc: number | null = 50): Promise<void> {
      await show.status('suspended_charger');
      await show.session({ running: true, sessionId: 1, startedAtMs: core.clock.nowMs() });
      await show.meter({ sessionId: 1, socPercent: soc });
    },
    async unplug(): Promise<void> {
      await show.session({ running: false, sessionId: 1, endedAtMs: core.clock.nowMs() });
      await device.tell({ type: 'session-ended' });
      await show.status('available');
    },
  };
}

const cleared = {
  ...{ boostInstalled: false, planId: null, guardInstalled: false, limitAmps: null },
  readBack: true,
};

const noSession: SessionReport = {
  running: false,
  sessionId: null,
  startedAtMs: null,
  endedAtMs: null,
  startedByGateway: false,
  meterStartWh: null,
  meterStopWh: null,
  endReason: null,
};

async function planOf(core: Core, id: string): Promise<string | null> {
  return (await core.devices.find(id))?.settings.plan?.id ?? null;
}

/** The commands that the gateway made for a device, in order. */
export async function ownCommands(core: Core, deviceId: string): Promise<readonly Transaction[]> {
  const page = await core.transactions.list({ accounts: 'any', deviceId, first: 100 });
  return page.items
    .map(({ transaction }) => transaction)
    .filter(({ actor }) => actor.kind === 'gateway')
    .sort((one, other) => one.seq - other.seq);
}

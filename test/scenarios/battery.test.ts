import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ShownTransaction, type Site, startSite } from '../support/site.ts';
import { addBattery, type SiteDevice } from '../support/site-devices.ts';
import { accept, control, type Mutation, setReserve } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** Evidence of a resume is awaited for 3 s then, an answer for a third of a second. */
const timeScale = 100;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale, settings: { SITE_TIME_ZONE: 'UTC' } });
});
afterAll(() => site?.stop());

type BatteryState = {
  readonly reserve: { readonly minSocPercent: number };
  readonly suspended: boolean;
  readonly mode: string;
  readonly powerW: number;
  readonly windows: readonly { readonly direction: string; readonly powerW: number }[];
};
const stateOf = (battery: SiteDevice) => battery.device().state() as BatteryState;

/** A command of an owner, what must have been before, and what shows that it was done. */
type Wish = {
  readonly kind: string;
  readonly mutation: (battery: SiteDevice) => Mutation;
  readonly first?: (battery: SiteDevice) => Mutation;
  readonly isDone: (state: BatteryState) => boolean;
};

const wishes: readonly Wish[] = [
  {
    kind: 'set_reserve',
    mutation: (battery) => setReserve(battery, 35),
    isDone: ({ reserve }) => reserve.minSocPercent === 35,
  },
  {
    kind: 'suspend',
    mutation: (battery) => control(battery, 'SUSPEND'),
    isDone: ({ suspended }) => suspended,
  },
  {
    kind: 'resume',
    first: (battery) => control(battery, 'SUSPEND'),
    mutation: (battery) => control(battery, 'UNSUSPEND'),
    isDone: ({ suspended }) => !suspended,
  },
];

/** What the battery does wrong, and how the command must end all the same. */
const troubles = [
  { name: 'does as it is told', fault: null, status: 'SUCCEEDED' },
  { name: 'refuses', fault: { do: 'reject', code: 'local_override' }, status: 'REJECTED' },
  { name: 'hears it at the second time', fault: { do: 'silent', times: 1 }, status: 'SUCCEEDED' },
  {
    name: 'does not answer once it has done it',
    fault: { do: 'silent', when: 'after-execute', times: 1 },
    status: 'SUCCEEDED',
  },
  { name: 'answers late', fault: { do: 'late', afterMs: 90_000, times: 1 }, status: 'SUCCEEDED' },
  { name: 'answers twice', fault: { do: 'answer-twice' }, status: 'SUCCEEDED' },
  {
    name: 'loses its link before it has answered',
    fault: { do: 'drop-link', when: 'after-execute', times: 1 },
    status: 'SUCCEEDED',
  },
  { name: 'does nothing, and says that it did', fault: { do: 'accept-nothing' }, status: 'FAILED' },
] as const;

/** Does what comes first, then wishes; the id of the wish. */
async function wishFor(battery: SiteDevice, { first, mutation, kind }: Wish, fault: object | null) {
  if (first) await site.reaches(await accept(site, first(battery)), 'SUCCEEDED');
  if (fault) battery.fault({ on: kind, ...fault });
  return await accept(site, mutation(battery));
}

describe.concurrent.each(wishes)('$kind of a battery', (wish) => {
  test.each(troubles)('that $name: $status', async ({ fault, status }) => {
    const battery = await addBattery(site);

    const id = await wishFor(battery, wish, fault);

    const ended = await site.reaches(id, status);
    expect(wish.isDone(stateOf(battery))).toBe(status === 'SUCCEEDED');
    const executions = battery.executed().filter((each) => each === id).length;
    expect(executions).toBe(status === 'SUCCEEDED' ? 1 : 0);
    if (status === 'SUCCEEDED') expect(ended).toMatchObject({ verified: 'TRUE' });
    if (status === 'REJECTED') expect(ended.reason).toMatchObject({ code: 'local_override' });
    if (status === 'FAILED') expect(ended.reason).toMatchObject({ code: 'effect_not_seen' });
  });

  test('that restarts in the middle: asked again, SUCCEEDED, done once', async () => {
    const battery = await addBattery(site);
    const { kind } = wish;
    const id = await wishFor(battery, wish, { do: 'slow', afterMs: 20_000, times: 1 });
    await waitFor(
      () => battery.lines({ direction: 'in', type: 'publish', id }).length > 0,
      `${kind} to be there`,
    );

    await battery.device().act('reboot', {});

    await site.reaches(id, 'SUCCEEDED');
    expect(battery.executed().filter((each) => each === id)).toHaveLength(1);
    expect(wish.isDone(stateOf(battery))).toBe(true);
  });
});

/** Wants the battery as full as it can be in an hour, each day. */
function setPreferences({ deviceId }: SiteDevice): Mutation {
  const document = `mutation($input: SmartFlexDevicePreferencesInput!) {
    setDevicePreferences(input: $input) { id }
  }`;
  const time = `${new Date(Date.now() + 3_600_000).toISOString().slice(11, 16)}:00`;
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const schedules = days.map((dayOfWeek) => ({ dayOfWeek, time, max: 100 }));
  const input = { deviceId, mode: 'CHARGE', unit: 'PERCENTAGE', schedules };
  return { document, variables: { input } };
}

/** The newest command of ours to a battery of this kind, once there is one. */
async function ownCommand({ deviceId }: SiteDevice, kind: string): Promise<ShownTransaction> {
  const document = `query($id: ID!, $kind: String!) {
    deviceTransactions(deviceId: $id, kind: $kind, first: 1) { edges { node { id mutation } } }
  }`;
  type Data = { deviceTransactions: { edges: { node: ShownTransaction }[] } };
  const find = async () => {
    const answer = await site.api.send<Data>(document, { id: deviceId, kind });
    return answer.data?.deviceTransactions.edges[0]?.node;
  };
  return await waitFor(find, `${kind} of the gateway's own`, 10_000);
}

describe.concurrent('windows that the plan gives a battery', () => {
  test('are what it charges by, and rest while it is suspended', async () => {
    const battery = await addBattery(site, { socPercent: 30 });
    const told = () => battery.lines({ direction: 'out', type: 'publish' });
    const isSample = ({ topic }: object & { topic?: unknown }) => /telemetry/.test(String(topic));
    await waitFor(() => told().some(isSample), 'its state of charge to be told');

    await site.reaches(await accept(site, setPreferences(battery)), 'SUCCEEDED');

    const { id, mutation } = await ownCommand(battery, 'set_windows');
    expect(mutation).toBe('gateway:plan');
    const ended = await site.reaches(id, 'SUCCEEDED');
    expect(ended).toMatchObject({ verified: 'TRUE', evidence: { aspect: 'battery' } });
    const [window] = stateOf(battery).windows;
    expect(window).toMatchObject({ direction: 'charge' });
    expect(stateOf(battery)).toMatchObject({ mode: 'charging', powerW: window?.powerW });

    await site.reaches(await accept(site, control(battery, 'SUSPEND')), 'SUCCEEDED');
    expect(stateOf(battery)).toMatchObject({ suspended: true, mode: 'discharging' });
  });
});

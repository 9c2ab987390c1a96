import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { type ShownTransaction, type Site, startSite } from '../support/site.ts';
import { addCharger, addHeatPump, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, rename, send, setWater, setZone } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** A boost for a charger that is away waits 3 s then. */
const timeScale = 20;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

const terminal = /^(SUCCEEDED|FAILED|REJECTED|EXPIRED|SUPERSEDED|CANCELLED|LOST|REFUSED)$/;

/** All of them, once each has ended. */
async function ended(ids: readonly string[]): Promise<readonly ShownTransaction[]> {
  return await waitFor(
    async () => {
      const all = await Promise.all(ids.map((id) => site.read(id)));
      return all.every(({ status }) => terminal.test(status)) ? all : null;
    },
    'every command to have ended',
    20_000,
  );
}

async function stateOf(charger: SiteDevice): Promise<string | undefined> {
  const document = `{ devices(accountNumber: "${charger.account}") { status { currentState } } }`;
  const answer = await site.api.send<{ devices: { status: { currentState: string } }[] }>(document);
  return answer.data?.devices[0]?.status.currentState;
}

describe.concurrent('a charger', () => {
  test('that was away for a moment takes the boost that waited for it', async () => {
    const charger = await addCharger(site);
    await charger.goAway();

    const id = await accept(site, boost(charger));
    await charger.comeBack();

    await site.reaches(id, 'SUCCEEDED');
  });

  test('that was away: a cancel replaces the waiting boost, nothing is started', async () => {
    const charger = await addCharger(site);
    await charger.goAway();

    const id = await accept(site, boost(charger));
    const cancel = await accept(site, boost(charger, 'CANCEL'));
    await charger.comeBack();

    await site.reaches(cancel, 'SUCCEEDED');
    expect(await site.read(id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: cancel });
    expect(charger.lines({ type: 'CALL', action: 'RemoteStartTransaction' })).toEqual([]);
  });

  test('that is told BOOST and CANCEL in quick turns ends as the last one said', async () => {
    const charger = await addCharger(site);
    const ids: string[] = [];
    for (const action of ['BOOST', 'CANCEL', 'BOOST', 'CANCEL', 'BOOST', 'CANCEL'] as const) {
      ids.push(await accept(site, boost(charger, action)));
    }

    const all = await ended(ids);

    expect(all.at(-1)).toMatchObject({ kind: 'cancel_boost', status: 'SUCCEEDED' });
    for (const { status } of all) expect(['SUCCEEDED', 'SUPERSEDED']).toContain(status);
    expect(await stateOf(charger)).not.toBe('BOOSTING');
    const { session } = charger.device().state() as { session: { powerW: number } | null };
    expect(session?.powerW ?? 0).toBeLessThan(500);
  });

  test('that loses its power while it is boosted is not BOOSTING any more', async () => {
    const charger = await addCharger(site);
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    await charger.device().act('reboot', {});

    await isHeard(charger, 'StopTransaction');
    await waitFor(async () => (await stateOf(charger)) !== 'BOOSTING', 'the boost to have ended');
  });

  test('that connects again: the newer link gets the commands, the older is closed', async () => {
    const charger = await addCharger(site);
    await charger.goAway();
    const open = () =>
      RawCharger.connect(`${site.gateway.ocpp}/${charger.identity}`, {
        user: charger.identity,
        password: charger.secret,
      });
    const older = await open();
    const newer = await open();
    newer.behaviours['RemoteStartTransaction'] = () => ({ status: 'Rejected' });

    await waitFor(() => older.closeCode !== null, 'the older link to be closed');
    const id = await accept(site, boost(charger));

    expect(await site.reaches(id, 'REJECTED')).toMatchObject({ attempt: 1 });
    expect(older.calls('RemoteStartTransaction')).toEqual([]);
    newer.close();
  });
});

describe.concurrent('a controller', () => {
  test('that gets ten setpoints at once ends at the last, in the order of seq', async () => {
    const pump = await addHeatPump(site);
    const ids: string[] = [];
    for (let setpoint = 41; setpoint <= 50; setpoint += 1) {
      ids.push(await accept(site, setWater(pump, setpoint)));
    }

    const all = await ended(ids);

    expect(all.at(-1)).toMatchObject({ status: 'SUCCEEDED', evidence: { value: 50 } });
    for (const { status } of all) expect(['SUCCEEDED', 'SUPERSEDED']).toContain(status);
    const order = all.filter(({ status }) => status === 'SUCCEEDED').map(({ id }) => id);
    expect(pump.executed()).toEqual(order);
    expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).toSorted((a, b) => a - b));
  });

  test('takes a boost whose end and setpoint were filled in, then AUTO again', async () => {
    const pump = await addHeatPump(site);

    const id = await accept(site, setZone(pump, { zone: 'WATER', mode: 'BOOST' }));

    const boosted = await site.reaches(id, 'SUCCEEDED');
    const value = boosted.evidence?.value as { mode: string; setpointC: number; endAt: string };
    expect(value).toMatchObject({ mode: 'BOOST', setpointC: 50 });
    expect(Math.abs(Date.parse(value.endAt) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    await site.reaches(
      await accept(site, setZone(pump, { zone: 'WATER', mode: 'AUTO' })),
      'SUCCEEDED',
    );
  });

  test('that loses its power over a command executes it once and reports it', async () => {
    const pump = await addHeatPump(site, {
      faults: [{ on: 'set_water_setpoint', do: 'silent', when: 'after-execute', times: 1 }],
    });
    const id = await accept(site, setWater(pump, 58));
    await waitFor(() => pump.executed().length > 0, 'the command to be executed');

    await pump.device().act('reboot', {});

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ verified: 'TRUE' });
    expect(pump.executed()).toEqual([id]);
  });

  test('whose rename was refused for a full queue takes it later with the same key', async () => {
    const pump = await addHeatPump(site, { sensors: 60 });
    await pump.goAway();
    for (let number = 1; number <= 50; number += 1) {
      await accept(site, rename(pump, `SENSOR${String(number).padStart(2, '0')}`, `R${number}`));
    }
    const headers = { 'idempotency-key': randomUUID() };
    const refused = await send(site, setWater(pump, 45), headers);
    expect(refused.errors[0]?.extensions?.errorCode).toBe('device_queue_full');
    await pump.comeBack();
    await waitFor(() => pump.executed().length === 50, 'the queue to be worked off');

    const id = await accept(site, setWater(pump, 45), headers);

    await site.reaches(id, 'SUCCEEDED');
  });

  test('does not wait for another one that is slow', async () => {
    const slow = await addHeatPump(site, {
      faults: [{ on: 'set_water_setpoint', do: 'slow', afterMs: 20_000 }],
    });
    const quick = await addHeatPump(site);

    const first = await accept(site, setWater(slow, 50));
    const second = await accept(site, setWater(quick, 50));

    await site.reaches(second, 'SUCCEEDED');
    expect(await site.read(first)).toMatchObject({ status: 'SENT' });
    await site.reaches(first, 'SUCCEEDED');
  });
});

test('who asked, and for whom, is in the timeline from its first line', async () => {
  const pump = await addHeatPump(site);

  const id = await accept(site, setWater(pump, 44), { 'on-behalf-of': 'agent-7' });

  await site.reaches(id, 'SUCCEEDED');
  const [first] = await site.timeline(id);
  expect(first?.who).toMatch(/api-key:.* for agent-7$/);
});

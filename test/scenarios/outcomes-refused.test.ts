import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused } from '../support/refused.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump } from '../support/site-devices.ts';
import { accept, rename, send, setWater, setZone } from '../support/site-mutations.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

describe.concurrent('the mailbox of a device', () => {
  test('takes fifty commands, refuses and stores one more, and lets one supersede', async () => {
    const pump = await addHeatPump(site, { sensors: 60 });
    await pump.goAway();
    const first = await accept(site, setWater(pump, 50));
    for (let number = 1; number <= 49; number += 1) {
      await accept(site, rename(pump, `SENSOR${String(number).padStart(2, '0')}`, `R${number}`));
    }

    const full = await send(site, rename(pump, 'SENSOR50', 'One too many'));
    const fullZone = await send(site, setZone(pump, { zone: 'ZONE_1', mode: 'AUTO' }));
    const newer = await accept(site, setWater(pump, 51));

    const reason = 'device_queue_full';
    await expectRefused(site, full, { words: { errorCode: 'device_queue_full' }, reason });
    await expectRefused(site, fullZone, { words: { errorCode: 'KT-CT-4306' }, reason });
    expect(await site.read(first)).toMatchObject({ status: 'SUPERSEDED', supersededBy: newer });
    await pump.comeBack();
    await site.reaches(newer, 'SUCCEEDED');
    expect(pump.executed()).toHaveLength(50);
  });
});

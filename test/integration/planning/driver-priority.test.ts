import { describe, expect, it } from 'vitest';
import { read } from '../../support/core-devices.ts';
import { addPlannedCharger, ownCommands, preferencesOf } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const running = { running: true, sessionId: 1 };

async function addCharger() {
  const charger = await addPlannedCharger(bench.core);
  await charger.connect();
  await charger.plugIn();
  return charger;
}

describe('a driver who asked for priority at the charger', () => {
  it('is not given a plan until that ends', async () => {
    const charger = await addCharger();
    await charger.show.session({ ...running, hasPriority: true });
    await charger.accept(preferencesOf());
    await charger.settle();
    expect(await ownCommands(bench.core, charger.id)).toEqual([]);
    await charger.show.session({ ...running, hasPriority: false });
    await charger.settle();
    expect(await ownCommands(bench.core, charger.id)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('is not given one that was accepted before, and is to be sent now', async () => {
    const { core } = bench;
    const charger = await addCharger();
    core.switches.maySend = false;
    await charger.accept(preferencesOf());
    await core.tick();
    const [own] = await ownCommands(core, charger.id);
    await charger.show.session({ ...running, hasPriority: true });
    core.switches.maySend = true;
    await core.pass(2_000);
    expect(own && (await read(core, own.id))).toMatchObject({
      ...{ status: 'REFUSED', reason: { code: 'driver_priority' } },
    });
  });

  it('is given one in the next session', async () => {
    const charger = await addCharger();
    await charger.show.session({ ...running, hasPriority: true });
    await charger.accept(preferencesOf());
    await charger.settle();
    await charger.show.session({ running: true, sessionId: 2 });
    await charger.settle();
    expect(await ownCommands(bench.core, charger.id)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

async function openBoost(deviceId: string): Promise<string | undefined> {
  return (await bench.core.devices.find(deviceId))?.wishes.boost?.transactionId;
}

describe('an open boost when a charging session ends', () => {
  it('stays open while the boost still waits: the session was an older one', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await core.links.close(await charger.connect());
    const id = await charger.accept(wishes.boost);
    await charger.connect({ ready: false });
    await charger.tell({ type: 'session-ended' });
    expect((await read(core, id)).status).toBe('QUEUED');
    expect(await openBoost(charger.id)).toBe(id);
  });

  it('stays open while the boost is being sent', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect();
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    await charger.tell({ type: 'session-ended' });
    expect((await read(core, id)).status).toBe('SENT');
    expect(await openBoost(charger.id)).toBe(id);
  });

  it('ends with it once the charger has taken the boost', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect({ procedure: 'steps', answer: async () => ({ kind: 'accepted' }) });
    await charger.accept(wishes.boost);
    await core.quiet();
    await charger.tell({ type: 'session-ended' });
    expect(await openBoost(charger.id)).toBeUndefined();
    await charger.tell({ type: 'session-ended' });
    expect(await openBoost(charger.id)).toBeUndefined();
  });
});

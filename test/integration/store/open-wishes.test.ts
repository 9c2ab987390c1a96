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

describe('an open boost whose outcome is not known', () => {
  const silence = async () => ({ kind: 'no-reply', detail: 'nothing was heard' }) as const;
  const isDoubted = async (id: string) =>
    (await bench.core.devices.find(id))?.wishes.boost?.isDoubted;

  /** A charger with a boost that is UNCONFIRMED. */
  async function makeDoubted() {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const connection = await charger.connect({ procedure: 'steps', answer: silence });
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    expect(await isDoubted(charger.id)).toBeUndefined();
    await core.pass(1_000);
    await core.pass(5_000);
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    return { charger, connection, id };
  }

  it('says so, until a late answer is in', async () => {
    const { charger, id } = await makeDoubted();
    expect(await openBoost(charger.id)).toBe(id);
    expect(await isDoubted(charger.id)).toBe(true);
    await charger.answer(id, { kind: 'accepted' });
    expect((await read(bench.core, id)).status).toBe('ACKNOWLEDGED');
    expect(await isDoubted(charger.id)).toBeUndefined();
  });

  it('lets a new one in, and is what it was when that was never sent', async () => {
    const { charger, connection, id } = await makeDoubted();
    const { core } = bench;
    await core.links.close(connection);
    const again = await charger.accept(wishes.boost);
    expect(await openBoost(charger.id)).toBe(again);
    expect(await isDoubted(charger.id)).toBeUndefined();
    await core.pass(61_000);
    expect((await read(core, again)).status).toBe('EXPIRED');
    expect(await openBoost(charger.id)).toBe(id);
    expect(await isDoubted(charger.id)).toBe(true);
  });
});

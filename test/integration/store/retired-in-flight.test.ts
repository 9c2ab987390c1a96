import { describe, expect, it } from 'vitest';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { wishes } from '../../support/builders.ts';
import { addDevice, read, statesOf } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore({ targets: ['webhook'] });

/** The due loop looks as often as an ending takes, and no window passes meanwhile. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await bench.core.pass(1);
}

async function expectLost(id: TransactionId): Promise<void> {
  const { status, reason } = await read(bench.core, id);
  expect({ status, code: reason?.code }).toEqual({ status: 'LOST', code: 'device_retired' });
  expect((await statesOf(bench.core, id)).slice(-2)).toEqual(['UNCONFIRMED', 'LOST']);
  expect(await bench.core.redis.zscore('jg:due', `t${id}`)).toBeNull();
  expect(await bench.core.redis.zscore('jg:out:webhook', id)).not.toBeNull();
}

describe('what is on its way when its device is retired', () => {
  it('is lost at once where no answer had come', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect();
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    expect((await read(core, id)).status).toBe('SENT');
    await core.devices.retire(charger.id, core.clock.nowMs());
    await settle();
    await expectLost(id);
  });

  it('is lost at once where its effect was looked for', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect({ procedure: 'steps', answer: async () => ({ kind: 'accepted' }) });
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await core.devices.retire(charger.id, core.clock.nowMs());
    await settle();
    await expectLost(id);
  });

  it('is lost at once where nobody knew what became of it', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    await charger.connect({ procedure: 'steps', answer: async () => ({ kind: 'accepted' }) });
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    await core.pass(6 * 60_000);
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    await core.devices.retire(charger.id, core.clock.nowMs());
    await settle();
    await expectLost(id);
  });

  it('is lost at once though its attempt ends only then, which would be repeated', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const cut = Promise.withResolvers<{ kind: 'no-reply'; detail: string }>();
    await charger.connect({ procedure: 'steps', answer: () => cut.promise });
    const id = await charger.accept(wishes.boost);
    await waitFor(async () => (await read(core, id)).status === 'SENT', 'the attempt');
    await core.devices.retire(charger.id, core.clock.nowMs());
    cut.resolve({ kind: 'no-reply', detail: 'the link was cut' });
    await core.quiet();
    await settle();
    await expectLost(id);
  });

  it('waits on where it is the de-provisioning itself', async () => {
    const { core } = bench;
    const pump = await addDevice(core);
    await pump.connect();
    const id = await pump.accept({ kind: 'deprovision', params: {} });
    await core.quiet();
    expect((await read(core, id)).status).toBe('SENT');
    await core.devices.retire(pump.id, core.clock.nowMs());
    await settle();
    expect((await read(core, id)).status).toBe('SENT');
  });
});

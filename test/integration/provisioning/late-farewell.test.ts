import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { DeviceId } from '../../../src/domain/device.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller } from '../../support/builders.ts';
import { makeSubmission, read } from '../../support/core-devices.ts';
import { useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const deprovision: Command = { kind: 'deprovision', params: {} };

async function accept(deviceId: DeviceId, command: Command): Promise<TransactionId> {
  const { transactionIds } = await bench.of.core.submit(makeSubmission(deviceId, [command]));
  return transactionIds[0] as TransactionId;
}

describe('a de-provisioning that ends after another one of its device', () => {
  const bob = { caller: makeCaller({ accounts: ['A-2'], subject: 'bob' }), accountNumber: 'A-2' };

  /** Bob's certificate still lets the controller in, as his device. */
  async function expectBobs(next: { fingerprint: string; deviceId: DeviceId }): Promise<void> {
    expect(await bench.stateOf(next.fingerprint)).toBe('ACTIVE');
    expect(await bench.admit(next.fingerprint)).toMatchObject({ kind: 'admitted' });
    expect((await bench.device())?.device).toMatchObject({ id: next.deviceId, retiredAtMs: null });
  }

  it('leaves what the next owner was given: the second one expires', async () => {
    const made = await bench.live();
    const { core } = bench.of;
    const first = await accept(made.deviceId, deprovision);
    await core.quiet();
    const second = await accept(made.deviceId, deprovision);
    const reply = { kind: 'succeeded', aspect: null, rev: null } as const;
    await core.record(made.deviceId, {
      ...{ type: 'reply', transactionId: first, reply, eventId: 'one' },
    });
    const retiredAtMs = (await bench.device())?.device.retiredAtMs;
    const next = await bench.bind(bob);
    await core.pass(61_000);
    expect((await read(core, second)).status).toBe('REFUSED');
    await expectBobs(next);
    expect((await core.devices.find(made.deviceId))?.device.retiredAtMs).toBe(retiredAtMs);
  });

  it.each(['SENT', 'ACKNOWLEDGED'] as const)(
    'leaves what the next owner was given: the first one, %s, is lost',
    async (status) => {
      const made = await bench.live();
      const { core } = bench.of;
      const first = await accept(made.deviceId, deprovision);
      await core.quiet();
      if (status === 'ACKNOWLEDGED') {
        const reply = { kind: 'accepted' } as const;
        const heard = { type: 'reply', transactionId: first, reply, eventId: 'one' } as const;
        await core.record(made.deviceId, heard);
      }
      const second = await accept(made.deviceId, deprovision);
      await core.pass(61_000);
      expect((await read(core, second)).status).toBe('EXPIRED');
      expect((await read(core, first)).status).toBe('UNCONFIRMED');
      const next = await bench.bind(bob);
      for (let turn = 0; turn < 12; turn += 1) await core.pass(30_000);
      expect((await read(core, first)).status).toBe('LOST');
      await expectBobs(next);
    },
  );
});

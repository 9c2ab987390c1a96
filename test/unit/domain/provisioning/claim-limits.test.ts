import { describe, expect, it } from 'vitest';
import { chargeClaim } from '../../../../src/domain/provisioning/claim-limits.ts';
import { makeCaller } from '../../../support/builders.ts';
import { makeFakeClock, fakeStartMs as nowMs } from '../../../support/fake-clock.ts';

/** A limiter that counts for ever, and what claims may cost. */
function makePorts() {
  const used = new Map<string, number>();
  return {
    used,
    clock: makeFakeClock(),
    limits: { claimsPerUserPerHour: 2, claimsPerPropertyPerHour: 3, claimsPerHour: 5 },
    limiter: {
      async charge(scope: string, cost: number, limit: number, windowMs: number) {
        const sum = (used.get(scope) ?? 0) + cost;
        if (sum > limit) return { retryAfterMs: windowMs };
        used.set(scope, sum);
        return { retryAfterMs: 0 };
      },
    },
  };
}

type Ports = ReturnType<typeof makePorts>;

const service = makeCaller({ role: 'service', credentialId: 'platform' });
const user = (credentialId: string) => makeCaller({ credentialId });
const home = (id: number, accountNumber = 'A-1') => ({ accountNumber, id });

/** How many of so many claims are given. */
async function givenOf(ports: Ports, charges: readonly Parameters<typeof chargeClaim>[1][]) {
  let given = 0;
  for (const charge of charges) {
    await chargeClaim(ports, charge).then(
      () => (given += 1),
      () => {},
    );
  }
  return given;
}

describe('claims in an hour', () => {
  it('are bounded for a user', async () => {
    const ports = makePorts();
    const charges = [1, 2, 3].map((id) => ({ caller: user('u'), property: home(id) }));
    expect(await givenOf(ports, charges)).toBe(2);
    expect(await givenOf(ports, [{ caller: user('v'), property: home(9) }])).toBe(1);
  });

  it('are bounded for a property, of one account', async () => {
    const ports = makePorts();
    const charges = ['a', 'b', 'c', 'd'].map((id) => ({ caller: user(id), property: home(1) }));
    expect(await givenOf(ports, charges)).toBe(3);
    expect(await givenOf(ports, [{ caller: user('e'), property: home(1, 'A-2') }])).toBe(1);
  });

  it('are bounded over all', async () => {
    const ports = makePorts();
    const charges = Array.from({ length: 7 }, (_, id) => ({
      caller: user(`u${id}`),
      property: null,
    }));
    expect(await givenOf(ports, charges)).toBe(5);
  });

  it('are not counted for the platform as for a user, which stands for many', async () => {
    const ports = makePorts();
    const charges = Array.from({ length: 7 }, () => ({ caller: service, property: null }));
    expect(await givenOf(ports, charges)).toBe(5);
    expect([...ports.used.keys()]).toEqual(['claims:all']);
  });

  it('beyond that are refused with the time from which to come again', async () => {
    const ports = makePorts();
    const charge = { caller: user('u'), property: null };
    await givenOf(ports, [charge, charge]);
    await expect(chargeClaim(ports, charge)).rejects.toMatchObject({
      code: 'refused',
      context: {
        reason: { code: 'claims_too_many', limit: 2, earliestAtMs: nowMs + 3_600_000 },
      },
    });
  });

  it('that a user may not have cost the others nothing', async () => {
    const ports = makePorts();
    const charge = { caller: user('u'), property: home(1) };
    await givenOf(ports, [charge, charge, charge, charge]);
    expect(ports.used.get('claims:property:A-1:1')).toBe(2);
    expect(ports.used.get('claims:all')).toBe(2);
  });
});

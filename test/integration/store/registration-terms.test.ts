import { describe, expect, it } from 'vitest';
import type { AccountNumber, DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import type { Wizard, Wizards } from '../../../src/domain/ports/onboarding.ts';
import { makeCallLimiter } from '../../../src/store/call-limiter.ts';
import { makeDeviceDoor } from '../../../src/store/device-door.ts';
import { makePropertyPlaces } from '../../../src/store/property-places.ts';
import { hashSecret } from '../../../src/store/secrets.ts';
import { makeWizards } from '../../../src/store/wizards.ts';
import { addDevice } from '../../support/core-devices.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { onboard, startWizard } from '../../support/script-cases-onboarding.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const openSinceMs = fakeStartMs - 1_000;
const wizardId = 'wizard-1';

async function wizardOf(wizards: Wizards, id = wizardId): Promise<Wizard> {
  const wizard = await wizards.find(id);
  if (!wizard) throw new Error(`no wizard ${id}`);
  return wizard;
}

describe('a registration', () => {
  it('of ten at once, one is let in', async () => {
    const ids = Array.from({ length: 10 }, (_each, index) => `dev-${index}`);
    const answers = await Promise.all(ids.map((id) => onboard(bench.core, id, { openSinceMs })));
    expect(answers.filter((answer) => answer === 'registered')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(9);
    expect(await bench.core.devices.listByAccount('A-1')).toHaveLength(1);
    expect(await bench.core.devices.findByIdentity('who-dev-1')).toBeNull();
  });

  it('waits for none that has connected, was retired, or is older', async () => {
    const { core } = bench;
    await onboard(core, 'connected');
    await core.sessions.connect('connected' as DeviceId, fakeStartMs);
    expect(await onboard(core, 'next', { openSinceMs })).toBe('registered');
    await core.devices.retire('next' as DeviceId, fakeStartMs);
    expect(await onboard(core, 'third', { openSinceMs })).toBe('registered');
    expect(await onboard(core, 'fourth', { openSinceMs: fakeStartMs })).toBe('registered');
  });

  it('waits for no device of another kind, nor for one that the gateway registered', async () => {
    const { core } = bench;
    await addDevice(core, 'charger');
    await core.devices.register({
      ...{ id: 'battery' as DeviceId, accountNumber: 'A-1' as AccountNumber, propertyId: 1 },
      ...{ class: 'battery', identity: 'who-b' as DeviceIdentity, provider: 'TEST' },
      ...{ registeredBy: 'onboarding', createdAtMs: fakeStartMs, secretHash: null },
    });
    expect(await onboard(core, 'charger', { openSinceMs })).toBe('registered');
  });

  it('becomes the device of an onboarding, or of none that was changed since', async () => {
    const { core } = bench;
    const wizards = makeWizards(core.scripts);
    await startWizard(core);
    const seen = { id: wizardId, version: 1 };
    expect(await onboard(core, 'dev-1', { wizard: seen })).toBe('registered');
    expect(await wizardOf(wizards)).toMatchObject({ deviceId: 'dev-1', version: 2 });
    expect(await onboard(core, 'dev-2', { wizard: seen })).toBe('wizard_changed');
    expect(await core.devices.find('dev-2')).toBeNull();
    expect(await core.devices.findByIdentity('who-dev-2')).toBeNull();
  });
});

describe('an onboarding', () => {
  it('is cancelled once, and takes its device along in the same moment', async () => {
    const { core } = bench;
    const wizards = makeWizards(core.scripts);
    await startWizard(core);
    await onboard(core, 'dev-1', { wizard: { id: wizardId, version: 1 } });
    const seen = await wizardOf(wizards);
    const device = 'dev-1' as DeviceId;

    const answers = await Promise.all(
      [1, 2, 3].map(() => wizards.cancel(seen, fakeStartMs, device)),
    );

    expect(answers.toSorted()).toEqual(['cancelled', 'conflict', 'conflict']);
    expect(await wizardOf(wizards)).toMatchObject({ cancelledAtMs: fakeStartMs, version: 3 });
    expect((await core.devices.find(device))?.device.retiredAtMs).toBe(fakeStartMs);
  });

  it('that somebody else changed retires nothing', async () => {
    const { core } = bench;
    const wizards = makeWizards(core.scripts);
    await startWizard(core);
    const seen = await wizardOf(wizards);
    await onboard(core, 'dev-1', { wizard: { id: wizardId, version: 1 } });
    const device = 'dev-1' as DeviceId;
    expect(await wizards.cancel(seen, fakeStartMs, device)).toBe('conflict');
    expect((await core.devices.find(device))?.device.retiredAtMs).toBeNull();
  });

  it('is one of so many that wait; those that ended make room', async () => {
    const { core } = bench;
    const wizards = makeWizards(core.scripts);
    await startWizard(core, 'expired', openSinceMs);
    expect(await startWizard(core, 'one')).toBe('started');
    expect(await startWizard(core, 'two')).toBe('started');
    expect(await startWizard(core, 'three')).toBe('full');
    await wizards.cancel(await wizardOf(wizards, 'one'), fakeStartMs, null);
    expect(await startWizard(core, 'three')).toBe('started');
    const ids = (await wizards.list('A-1')).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['expired', 'one', 'three', 'two']);
    expect(await wizards.list('A-2')).toEqual([]);
  });

  it('that ended is forgotten when there are too many of the account', async () => {
    const { core } = bench;
    for (let turn = 0; turn < 100; turn += 1) {
      await startWizard(core, `old-${turn}`, openSinceMs - 100 + turn);
    }
    await startWizard(core);
    const ids = (await makeWizards(core.scripts).list('A-1')).map(({ id }) => id);
    expect(ids).toHaveLength(100);
    expect(ids).toContain(wizardId);
    expect(ids).not.toContain('old-0');
  });
});

describe('the place of a property', () => {
  it('is shown with the vehicles that live there, and with nothing else', async () => {
    const { core } = bench;
    const vehicle = await addDevice(core, 'vehicle');
    const charger = await addDevice(core, 'charger');
    const place = { latitude: 51.5, longitude: -0.1 };
    expect(await makePropertyPlaces(core.scripts).set('A-1', 1, place)).toBe(true);
    expect((await core.devices.find(vehicle.id))?.settings.home).toEqual(place);
    expect((await core.devices.find(charger.id))?.settings.home).toBeNull();
  });

  it('is kept for a thousand properties of an account, which may move', async () => {
    const { core } = bench;
    const places = makePropertyPlaces(core.scripts);
    const known = Array.from({ length: 1_000 }, (_each, index) => [String(index), '{}']);
    await core.redis.hset('jg:places:A-1', Object.fromEntries(known));
    expect(await places.set('A-1', 1_000, { latitude: 1, longitude: 2 })).toBe(false);
    expect(await places.set('A-1', 999, { latitude: 1, longitude: 2 })).toBe(true);
  });
});

describe('a sign-in that is refused', () => {
  const limits = { wrongPerIdentityPerMinute: 100, wrongPerSourcePerMinute: 100 };

  it('is noted with its device once a minute, until that is connected', async () => {
    const { core } = bench;
    const { scripts, clock } = core;
    const { id, identity } = await addDevice(core, 'charger');
    const door = makeDeviceDoor(scripts, { clock, limiter: makeCallLimiter(scripts), limits });
    const knock = (secret: string, classes = ['charger'] as const) =>
      door.admit({ identity, secret, source: 'here', classes });
    const notedAt = async () => (await core.devices.find(id))?.device.signInFailedAtMs;

    expect(await knock('wrong')).toEqual({ kind: 'refused' });
    expect(await notedAt()).toBe(clock.nowMs());
    const first = clock.nowMs();
    clock.advance(59_000);
    await knock('wrong');
    expect(await notedAt()).toBe(first);
    clock.advance(1_000);
    await knock('wrong');
    expect(await notedAt()).toBe(clock.nowMs());
    await core.sessions.connect(id, clock.nowMs());
    expect(await notedAt()).toBeNull();
  });

  it('under the name of a retired device, or at the wrong door, is not', async () => {
    const { core } = bench;
    const { scripts, clock } = core;
    const { id, identity } = await addDevice(core, 'charger');
    const door = makeDeviceDoor(scripts, { clock, limiter: makeCallLimiter(scripts), limits });
    await door.admit({ identity, secret: 'x', source: 'here', classes: ['battery'] });
    await core.devices.retire(id, clock.nowMs());
    await door.admit({ identity, secret: 'x', source: 'here', classes: ['charger'] });
    expect((await core.devices.find(id))?.device.signInFailedAtMs).toBeNull();
  });
});

describe('credentials', () => {
  it('that are replaced with a cut close the link that the former ones opened', async () => {
    const { core } = bench;
    const device = await addDevice(core, 'charger');
    const link = await device.connect();
    const given = { secretHash: hashSecret('a-new-secret'), isTrusted: true };
    await core.devices.setCredentials(device.id, device.identity, given);
    await core.tick();
    expect(link.closedFor).toEqual([]);
    await core.devices.setCredentials(device.id, device.identity, { ...given, cutsLink: true });
    await core.tick();
    expect(link.closedFor).toEqual([expect.stringMatching(/fenced/)]);
  });

  it('can be dropped once', async () => {
    const { core } = bench;
    const device = await addDevice(core, 'charger');
    const link = await device.connect();
    const drop = () => core.devices.dropCredentials(device.id, core.clock.nowMs());
    expect(await Promise.all([drop(), drop()])).toEqual(expect.arrayContaining([true, false]));
    await core.tick();
    expect(link.closedFor).toEqual([expect.stringMatching(/fenced/)]);
    expect((await core.devices.find(device.id))?.device.hasSecret).toBe(false);
  });
});

it('a device that was retired while it signed in gets no link', async () => {
  const { core } = bench;
  const device = await addDevice(core, 'charger');
  await core.devices.retire(device.id, core.clock.nowMs());
  await expect(device.connect()).rejects.toMatchObject({ code: 'unavailable' });
  expect(core.connections.count).toBe(0);
});

it('a device that is retired loses the link that it holds, wherever that is', async () => {
  const { core } = bench;
  const device = await addDevice(core, 'charger');
  const link = await device.connect();
  await core.devices.retire(device.id, core.clock.nowMs());
  await core.tick();
  expect(link.closedFor).toEqual([expect.stringMatching(/fenced/)]);
});

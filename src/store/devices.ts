import type { OpenWish, Wishes, WishName } from '../domain/commands/spec.ts';
import type { DeviceDescription } from '../domain/description.ts';
import {
  type Device,
  type DeviceId,
  type DeviceIdentity,
  type DeviceLink,
  protocolOfClass,
} from '../domain/device.ts';
import type {
  DeviceAlert,
  DeviceState,
  Devices,
  NewDevice,
  RegistrationAnswer,
  RegistrationTerms,
} from '../domain/ports/devices.ts';
import { parseSettings } from './device-settings.ts';
import type { NodeRoutes } from './node-routes.ts';
import { parseReports } from './reported-state.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { type FlatHash, toFields } from './transaction-record.ts';

type Fields = Readonly<Record<string, string>>;

/** The registry of devices: hash `dev:<id>`, `who:<identity>` -> id, `accdev:<account>` by time. */
export function makeDevices(scripts: Scripts, routes: NodeRoutes): Devices {
  return {
    register: (device, terms) => register(scripts, device, terms ?? { isTrusted: false }),
    find: (id) => findDevice(scripts, routes, { by: 'id', name: id }),
    findByIdentity: (identity) => findDevice(scripts, routes, { by: 'identity', name: identity }),
    listByAccount: (accountNumber) => listByAccount(scripts, routes, accountNumber),
    setCredentials: (id, identity, given) => setCredentials(scripts, { id, identity, ...given }),
    async retire(id, nowMs) {
      const account = await readFrom('device', () => scripts.redis.hget(`jg:dev:${id}`, 'record'));
      if (!account) return false;
      const { accountNumber } = JSON.parse(account) as Device;
      return (await scripts.run('retire', nowMs, [id, accountNumber])) === 1;
    },
    async dropCredentials(id, nowMs) {
      return (await scripts.run('drop-credentials', nowMs, [id])) === 1;
    },
    async hasAccount(accountNumber) {
      return (
        (await readFrom('account', () => scripts.redis.exists(`jg:accdev:${accountNumber}`))) === 1
      );
    },
  };
}

/** What `register.lua` answers, by its number. */
const answers = ['taken', 'registered', 'enrolled', 'open', 'wizard_changed'] as const;

async function register(
  scripts: Scripts,
  device: NewDevice,
  { isTrusted, openSinceMs, wizard }: RegistrationTerms,
): Promise<RegistrationAnswer> {
  const { identity, secretHash, ...record } = device;
  const answer = await scripts.run('register', device.createdAtMs, [
    device.id,
    device.accountNumber,
    identity ?? '',
    secretHash ?? '',
    JSON.stringify({ ...record, protocol: protocolOfClass[device.class] }),
    isTrusted ? '1' : '0',
    openSinceMs ?? '',
    wizard?.id ?? '',
    wizard?.version ?? '',
  ]);
  return answers[Number(answer)] ?? 'taken';
}

async function setCredentials(
  scripts: Scripts,
  call: {
    id: DeviceId;
    identity: DeviceIdentity;
    secretHash: string;
    isTrusted: boolean;
    cutsLink?: boolean;
  },
): Promise<'set' | 'taken' | 'enrolled'> {
  const { id, identity, secretHash, isTrusted, cutsLink = false } = call;
  const args = [id, identity, secretHash, isTrusted ? '1' : '0', cutsLink ? '1' : '0'];
  const answer = await scripts.run('set-credentials', 0, args);
  if (answer === 2) return 'enrolled';
  return answer === 1 ? 'set' : 'taken';
}

async function listByAccount(
  scripts: Scripts,
  routes: NodeRoutes,
  accountNumber: string,
): Promise<readonly DeviceState[]> {
  const ids = await readFrom('account', () =>
    scripts.redis.zrevrange(`jg:accdev:${accountNumber}`, 0, -1),
  );
  const states = await Promise.all(
    ids.map((id) => findDevice(scripts, routes, { by: 'id', name: id })),
  );
  return states.filter((state) => state !== null);
}

async function findDevice(
  scripts: Scripts,
  routes: NodeRoutes,
  { by, name }: { readonly by: 'id' | 'identity'; readonly name: string },
): Promise<DeviceState | null> {
  const answer = (await scripts.run('find-device', 0, [by, name])) as
    | []
    | [FlatHash, FlatHash, string[]];
  const fields = toFields(answer[0] ?? []);
  if (!fields['record']) return null;
  const reports = toFields(answer[1] ?? []);
  const alerts = answer[2] ?? [];
  const device = parseDevice(fields);
  const home = await readHome(scripts, device);
  const isLive = await readFrom('route', () => routes.isLive(fields['node']));
  return {
    device,
    description: fields['description']
      ? (JSON.parse(fields['description']) as DeviceDescription)
      : null,
    link: parseLink(fields, isLive),
    reports: parseReports(reports),
    wishes: parseWishes(fields),
    settings: parseSettings(fields, home),
    alerts: alerts.map((text) => JSON.parse(text) as DeviceAlert),
  };
}

/** Reads the hash `dev:<id>`. */
export function parseDevice(fields: Fields): Device {
  const record = JSON.parse(fields['record'] as string) as Omit<Device, 'identity'>;
  return {
    ...record,
    identity: (fields['identity'] || null) as DeviceIdentity | null,
    firstConnectedAtMs: toTime(fields['firstConnectedAtMs']),
    retiredAtMs: toTime(fields['retiredAtMs']),
    hasSecret: Boolean(fields['secretHash']),
    testPassedAtMs: toTime(fields['testPassedAtMs']),
    testFailure: parseTestFailure(fields['testFailure']),
    signInFailedAtMs: toTime(fields['signInFailedAtMs']),
  };
}

function parseTestFailure(text: string | undefined): Device['testFailure'] {
  const [atMs, code] = text?.split('|') ?? [];
  return atMs && code ? { atMs: Number(atMs), code } : null;
}

/** Only what moves is asked where its home is. */
async function readHome(scripts: Scripts, device: Device): Promise<string | null> {
  const { accountNumber, propertyId } = device;
  if (device.class !== 'vehicle' || propertyId === null) return null;
  const key = `jg:places:${accountNumber}`;
  return await readFrom('place', () => scripts.redis.hget(key, String(propertyId)));
}

function parseLink(fields: Fields, live: boolean): DeviceLink {
  return {
    epoch: Number(fields['epoch'] ?? 0),
    live,
    connectedAtMs: toTime(fields['connectedAtMs']),
    lostAtMs: toTime(fields['lostAtMs']),
  };
}

function parseWishes(fields: Fields): Wishes {
  const wishes: Partial<Record<WishName, OpenWish>> = {};
  for (const name of ['boost', 'suspended', 'test'] as const) {
    const [transactionId, atMs, mark] = fields[`w:${name}`]?.split('|') ?? [];
    const doubt = mark === 'doubted' ? { isDoubted: true as const } : {};
    if (transactionId) wishes[name] = { transactionId, atMs: Number(atMs), ...doubt };
  }
  return wishes;
}

function toTime(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

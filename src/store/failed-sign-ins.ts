import type { Device, DeviceClass } from '../domain/device.ts';
import { parseDevice } from './devices.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** A refused sign-in is noted with its device once in so long, ms. */
const notedEveryMs = 60_000;

/** A device as the doors read it: with the fields that only they look at. */
export type KnownDevice = {
  readonly device: Device;
  readonly fields: Readonly<Record<string, string>>;
};

/** Who has this identity and may come in by this door; `null` = nobody. */
export async function findTaken(
  { redis }: Scripts,
  { identity, classes }: { readonly identity: string; readonly classes: readonly DeviceClass[] },
): Promise<KnownDevice | null> {
  const id = await readFrom('identity', () => redis.get(`jg:who:${identity}`));
  if (!id) return null;
  const fields = await readFrom('device', () => redis.hgetall(`jg:dev:${id}`));
  if (!fields['record']) return null;
  const device = parseDevice(fields);
  return device.retiredAtMs === null && classes.includes(device.class) ? { device, fields } : null;
}

/** Notes it until the device is connected again; `nowMs` Unix ms. */
export async function noteFailedSignIn(
  { redis }: Scripts,
  { id, signInFailedAtMs }: Device,
  nowMs: number,
): Promise<void> {
  if (signInFailedAtMs !== null && nowMs - signInFailedAtMs < notedEveryMs) return;
  await readFrom('device', () => redis.hset(`jg:dev:${id}`, 'signInFailedAtMs', nowMs));
}

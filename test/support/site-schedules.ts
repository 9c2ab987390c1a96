import { expect } from 'vitest';
import type { ShownTransaction, Site } from './site.ts';
import type { SiteDevice } from './site-devices.ts';
import { waitFor } from './wait-for.ts';

/** The schedules that the gateway made for a charger, newest first. */
export async function schedulesOf(
  site: Site,
  { deviceId }: SiteDevice,
): Promise<readonly string[]> {
  const document = `query($id: ID!) {
    deviceTransactions(deviceId: $id, kind: "set_charging_schedule", first: 200) {
      edges { node { id } }
    }
  }`;
  type Data = { deviceTransactions: { edges: { node: { id: string } }[] } };
  const answer = await site.api.send<Data>(document, { id: deviceId });
  const ids = answer.data?.deviceTransactions.edges.map(({ node }) => node.id) ?? [];
  // Listed by their last change; an id tells when it was made (UUIDv7).
  return ids.toSorted().toReversed();
}

/**
 * Waits until the newest schedule is none of those, and has SUCCEEDED: a plan is made again when
 * its vehicle tells more, and then the one before it may have been held back or superseded.
 */
export async function isPlanned(
  site: Site,
  charger: SiteDevice,
  known: readonly string[] = [],
): Promise<void> {
  const last: { seen: ShownTransaction | null } = { seen: null };
  const isThere = async () => {
    const [newest] = await schedulesOf(site, charger);
    if (!newest || known.includes(newest)) return false;
    last.seen = await site.read(newest);
    return last.seen.status === 'SUCCEEDED';
  };
  await waitFor(isThere, `${charger.identity} to follow a plan`, 20_000).catch((cause: unknown) => {
    throw new Error(`the newest schedule is ${JSON.stringify(last.seen)}`, { cause });
  });
  expect(last.seen?.mutation).toBe('gateway:plan');
}

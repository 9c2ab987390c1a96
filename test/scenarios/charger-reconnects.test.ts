import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOcppProxy } from '../support/device-proxy.ts';
import { prefer, readyByHour } from '../support/ev-mutations.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost } from '../support/site-mutations.ts';
import { isPlanned, schedulesOf } from '../support/site-schedules.ts';
import { toZoneAt } from '../support/site-time.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { askedOf } from '../support/wire-words.ts';

/** Two switches of ours are 1.5 s apart then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale, settings: { SITE_TIME_ZONE: toZoneAt(readyByHour) } });
});
afterAll(() => site?.stop());

/** A charger, and the wire to it that can be cut. */
type Wired = { readonly charger: SiteDevice; readonly wire: TcpProxy };

async function addWired(character: string, protocol: string): Promise<Wired> {
  const wire = await startOcppProxy();
  site.onStop(wire.stop);
  const url = new URL(site.gateway.ocpp);
  wire.retarget({ host: '127.0.0.1', port: Number(url.port) });
  url.port = String(wire.port);
  const charger = await addCharger(site, { character, protocol, url: url.href });
  return { charger, wire };
}

type Hardware = {
  readonly session: { readonly powerW: number } | null;
  readonly profiles: readonly { readonly chargingProfileId: number }[];
};
const stateOf = (charger: SiteDevice) => charger.device().state() as Hardware;
const isDrawing = (charger: SiteDevice) => (stateOf(charger).session?.powerW ?? 0) > 500;
const hasPlan = (charger: SiteDevice) =>
  stateOf(charger).profiles.some(({ chargingProfileId }) => chargingProfileId === 7_012);

/** The plan begins a session, and then holds it back. */
async function isHeldBack(charger: SiteDevice): Promise<void> {
  await accept(site, prefer(charger, { max: 100, min: 100 }));
  await isPlanned(site, charger);
  await waitFor(() => isDrawing(charger), 'the vehicle to charge', 20_000);
  const known = await schedulesOf(site, charger);
  await accept(site, prefer(charger, { max: 10 }));
  await isPlanned(site, charger, known);
  await waitFor(() => !isDrawing(charger) && hasPlan(charger), 'the vehicle to rest', 20_000);
}

const countOf = (charger: SiteDevice, event: string) => charger.lines({ event }).length;

/** The line of its log with which the newest link began. */
function linkOf(charger: SiteDevice): number {
  return Number(charger.lines({ event: 'link-up' }).at(-1)?.['n']);
}

/** What the charger said first on the link that began with this line. */
function firstWordSince(charger: SiteDevice, since: number): unknown {
  const calls = charger.lines({ direction: 'out', type: 'CALL' });
  return calls.find(({ n }) => Number(n) > since)?.['action'];
}

/** In whatever form the model was found to take right after its session began. */
const resting: unknown = expect.stringMatching(/^plan rest session A/);

const characters = [
  { character: 'forgets-profiles', boots: true },
  { character: 'never-boots-again', boots: false },
  { character: 'two-sockets', boots: true },
] as const;

describe.concurrent.each(['1.6', '2.0.1'])(
  'a charger of OCPP %s whose link was lost',
  (protocol) => {
    test.each(characters)(
      '$character: is told its plan by one command of ours, once',
      async (row) => {
        const { charger, wire } = await addWired(row.character, protocol);
        await isHeldBack(charger);
        const known = await schedulesOf(site, charger);
        const links = countOf(charger, 'link-up');

        wire.cutAll();

        await waitFor(() => countOf(charger, 'link-up') > links, 'another link');
        await isPlanned(site, charger, known);
        await waitFor(() => !isDrawing(charger) && hasPlan(charger), 'the vehicle to rest', 20_000);
        const link = linkOf(charger);
        expect(askedOf(charger, link)).toEqual([resting]);
        const isBoot = firstWordSince(charger, link) === 'BootNotification';
        expect(isBoot).toBe(row.boots);

        await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');
        expect(linkOf(charger)).toBe(link);
        const boosts = askedOf(charger, link).filter((phrase) => phrase.startsWith('boost'));
        expect(boosts[0]).toMatch(/^boost most session/);
        // Where a slow meter shows no power in time, the other unit is tried as well.
        expect(boosts).toEqual([...new Set(boosts)]);
        expect(isDrawing(charger)).toBe(true);
      },
    );
  },
);

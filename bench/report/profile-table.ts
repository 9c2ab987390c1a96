import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { Window } from '../run-scenario.ts';
import { type CpuProfile, type HotSpot, topFunctions } from './profile.ts';

const shownMax = 25;
const placeLengthMax = 40;

/** Reads the profiles in a folder and shows, for each, where the time of the windows went. */
export function describeProfiles(folder: string, windows: readonly Window[]): string {
  if (!existsSync(folder)) return 'no profile was written';
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  const tables = files.map((name) => {
    const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
    return toTable(topFunctions(profile, windows, shownMax));
  });
  return tables.length === 0 ? 'no profile was written' : tables.join('\n');
}

function toTable(spots: readonly HotSpot[]): string {
  const table = new Table({
    head: ['self', 'ms', 'function', 'place'],
    colWidths: [8, 7, 18, 42],
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 0 },
  });
  for (const { name, place, selfMs, share } of spots) {
    const percent = `${(share * 100).toFixed(1)} %`;
    table.push([percent, selfMs.toFixed(0), name, toEnd(place)]);
  }
  return table.toString();
}

/** The end of a path says more than its beginning. */
function toEnd(place: string): string {
  return place.length <= placeLengthMax ? place : `~${place.slice(1 - placeLengthMax)}`;
}

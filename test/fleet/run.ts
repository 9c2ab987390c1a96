import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { startSite } from '../support/site.ts';
import { contradiction } from './contradictions.ts';
import { drive } from './drive.ts';
import { startChargerFleet } from './fleet.ts';
import { countOpen, type FleetTransaction, readEnded } from './outcomes.ts';
import { planActs } from './plan.ts';
import { watchTruth } from './truth.ts';

/**
 * An hour of a street in a few minutes: simulated chargers of mixed versions and vendor characters
 * are boosted, cancelled, suspended, unplugged and cut off by a fixed seed, and at the end no
 * outcome may contradict what the hardware of the charger showed. Exit code 1 if one does.
 */

const help = `Usage: npm run test:fleet -- [options]
  --chargers N   how many (default 200)
  --minutes N    of simulated time (default 60)
  --scale N      simulated seconds in a second (default 30)
  --seed N       of everything that is drawn (default 20261123)
  --json         print the result as one JSON document
Example: npm run test:fleet -- --chargers 30 --minutes 10`;

/** What a run came to. */
type Result = {
  readonly seed: number;
  readonly chargers: number;
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly unexpected: readonly string[];
  readonly open: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly contradictions: readonly string[];
};

const graceMs = 45 * 60_000;
const sampleEverySimMs = 5_000;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      chargers: { type: 'string', default: '200' },
      minutes: { type: 'string', default: '60' },
      scale: { type: 'string', default: '30' },
      seed: { type: 'string', default: '20261123' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const result = await run({
    chargers: Number(values.chargers),
    forMs: Number(values.minutes) * 60_000,
    scale: Number(values.scale),
    seed: Number(values.seed),
  });
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : describe(result));
  const isTrue = result.contradictions.length + result.unexpected.length + result.open === 0;
  return isTrue ? 0 : 1;
}

async function run(options: {
  readonly chargers: number;
  readonly forMs: number;
  readonly scale: number;
  readonly seed: number;
}): Promise<Result> {
  const { seed, scale } = options;
  const site = await startSite({
    timeScale: scale,
    settings: { LIMIT_CONNECTIONS: '2000', LOG_LEVEL: 'warn' },
  });
  try {
    const coming = toBar('chargers come up', options.chargers);
    const fleet = await startChargerFleet(site, {
      ...{ count: options.chargers, seed },
      onUp: coming.to,
    });
    coming.end();
    const truth = watchTruth(
      fleet.chargers.map(({ device }) => device),
      sampleEverySimMs / scale,
    );
    try {
      const acts = planActs(options);
      const acting = toBar('acts', acts.length);
      let done = 0;
      const onAct = () => acting.to(++done);
      const driven = await drive(site, fleet.chargers, { acts, speed: scale, onAct });
      acting.end();
      const open = await settle(site, graceMs / scale);
      const ended = await readEnded(site);
      const identities = new Map(fleet.chargers.map((each) => [each.deviceId, each]));
      const slack = { sampleMs: (sampleEverySimMs * 2) / scale + 300, lookBackMs: 30_000 / scale };
      const contradictions = ended.flatMap((each) => {
        const charger = identities.get(each.deviceId);
        if (!charger) return [];
        const says = contradiction(each, truth.of(charger.identity), slack);
        const name = `${charger.identity} (${charger.protocol}, ${charger.character})`;
        return says ? [`${name}: ${each.kind} ${each.status} ${each.id}: ${says}`] : [];
      });
      return {
        ...{ seed, chargers: fleet.chargers.length, ...driven, open, contradictions },
        outcomes: countOutcomes(ended),
      };
    } finally {
      truth.stop();
      await fleet.stop();
    }
  } finally {
    await site.stop();
  }
}

/** Waits until everything has ended, at most as long as grace is; how many have not. */
async function settle(site: Parameters<typeof countOpen>[0], forMs: number): Promise<number> {
  const bar = toBar('outcomes', 100);
  const startedAtMs = Date.now();
  for (;;) {
    const open = await countOpen(site);
    const passedMs = Date.now() - startedAtMs;
    bar.to(Math.min(100, Math.round((passedMs / forMs) * 100)));
    if (open === 0 || passedMs > forMs) {
      bar.end();
      return open;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function countOutcomes(ended: readonly FleetTransaction[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind, status, reason } of ended) {
    const name = [kind, status, reason].filter((word) => word !== null).join(' ');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}

function describe(result: Result): string {
  const lines = [
    `seed ${result.seed}: ${result.chargers} chargers, ${result.accepted} mutations accepted`,
    ...Object.entries(result.refused).map(([why, count]) => `  refused ${why}: ${count}`),
    ...Object.entries(result.outcomes).map(([what, count]) => `  ${what}: ${count}`),
    `open: ${result.open}`,
    ...result.unexpected.map((what) => `unexpected: ${what}`),
    ...result.contradictions.map((what) => `CONTRADICTION ${what}`),
    result.contradictions.length === 0
      ? 'no outcome contradicts the meter'
      : `${result.contradictions.length} outcomes contradict the meter`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A progress bar on a terminal; one line at its end elsewhere. */
function toBar(name: string, total: number) {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: `${name} {bar} {value}/{total}` }, Presets.legacy)
    : null;
  bar?.start(total, 0);
  let last = 0;
  return {
    to(value: number) {
      last = value;
      bar?.update(value);
    },
    end() {
      bar?.stop();
      if (!bar) process.stderr.write(`${name}: ${last}/${total}\n`);
    },
  };
}

process.exitCode = await main();

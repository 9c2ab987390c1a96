import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from '../process/now-us.ts';
import { type ApiClient, makeApiClient } from './api-client.ts';
import type { Load, LoadResult, Sample } from './load.ts';
import { type Outcomes, watchOutcomes } from './outcomes.ts';

/** Sockets of the open shape: more than are ever busy at the rates of the bench. */
const openConnections = 128;

type Parts = {
  readonly load: Load;
  readonly api: ApiClient;
  readonly outcomes: Outcomes;
  readonly samples: Sample[];
  readonly ids: string[];
};

let texts = 0;

/** Sends the load and watches every outcome. @throws Error for a mutation that is not accepted. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { http, token, shape } = load;
  const connectionsMax = shape.kind === 'closed' ? shape.inFlight : openConnections;
  const api = makeApiClient({ http, token, connectionsMax });
  const outcomes = await watchOutcomes(load.outcomes);
  const parts: Parts = { load, api, outcomes, samples: [], ids: [] };
  try {
    const beganUs = nowUs();
    if (shape.kind === 'closed') await runClosed(parts, shape);
    else await runOpen(parts, shape);
    const lastUs = parts.samples.reduce((last, { doneUs }) => Math.max(last, doneUs), beganUs);
    const failed = await outcomes.countFailed(parts.ids);
    return { samples: parts.samples, tookUs: lastUs - beganUs, failed };
  } finally {
    await outcomes.stop();
    api.close();
  }
}

/** Each worker has targets of its own: two of its commands never wait for each other. */
async function runClosed(
  parts: Parts,
  { inFlight, forMs }: { inFlight: number; forMs: number },
): Promise<void> {
  const untilUs = nowUs() + forMs * 1_000;
  const { length } = parts.load.targets;
  const work = async (worker: number) => {
    for (let target = worker % length; nowUs() < untilUs; ) {
      await command(parts, target, nowUs());
      target += inFlight;
      if (target >= length) target = worker % length;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, worker) => work(worker)));
}

/** What a slow answer delays is measured from when it should have been sent. */
async function runOpen(
  parts: Parts,
  { perSecond, forMs }: { perSecond: number; forMs: number },
): Promise<void> {
  const count = Math.round((perSecond * forMs) / 1_000);
  const gapUs = 1_000_000 / perSecond;
  const beganUs = nowUs();
  const running: Promise<void>[] = [];
  for (let sent = 0; sent < count; ) {
    while (sent < count && nowUs() >= beganUs + sent * gapUs) {
      const sending = command(parts, sent % parts.load.targets.length, beganUs + sent * gapUs);
      // Told by Promise.all below; an early failure is not unhandled until then.
      sending.catch(() => undefined);
      running.push(sending);
      sent += 1;
    }
    await sleep(1);
  }
  await Promise.all(running);
}

async function command(parts: Parts, target: number, startUs: number): Promise<void> {
  const { load, api, outcomes, samples, ids } = parts;
  texts += 1;
  const varied = load.varied === null ? {} : { [load.varied]: `bench ${texts}` };
  const variables = { ...load.targets[target]?.variables, ...varied };
  const id = await api.send({ document: load.document, variables });
  const answeredUs = nowUs();
  const doneUs = await outcomes.wait(id);
  samples.push({ target, startUs, answeredUs, doneUs });
  ids.push(id);
}

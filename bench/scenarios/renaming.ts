import type { LoadResult, Shape } from '../generator/load.ts';
import type { Stage } from '../stage.ts';
import { benchAccount, type Enrolled, type System } from '../systems/system.ts';
import { assertSucceeded } from './latency.ts';

/** The document of all MQTT scenarios: a mutation whose effect the device shows at once. */
const document = `mutation($accountNumber: String!, $euid: ID!, $code: String!, $name: String!) {
  updateSensorDisplayName(
    accountNumber: $accountNumber, euid: $euid, sensorCode: $code, displayName: $name
  ) { transactionId }
}`;

/** QUEUED, SENT, SUCCEEDED: the third state of a rename, at the floor and at the product. */
const settledNumber = 3;

/** Connected controllers of a system, and a way to rename their sensors. */
export type RenamingSite = {
  readonly system: System;
  /** Runs a load over all of them. @throws Error when commands did not succeed. */
  run(shape: Shape, how?: { readonly restMs?: number }): Promise<LoadResult>;
};

/** EUIDs of the bench, from 0 on. */
export function toEuid(index: number): string {
  return `be${index.toString(16).padStart(14, '0')}`;
}

/**
 * Enrols `registered` controllers at the system and connects the first `connected` of them, in a
 * process of their own.
 */
export async function startRenamingSite(
  stage: Stage,
  system: System,
  { registered, connected }: { readonly registered: number; readonly connected: number },
): Promise<RenamingSite> {
  const devices = await enrol(stage, system, registered);
  const process = await stage.startWorker(new URL('../devices/controllers.ts', import.meta.url));
  const controllers = devices.slice(0, connected).map(({ identity, secret }) => ({
    ...{ identity, secret, url: system.mqtt, showsState: system.name !== 'floor' },
  }));
  await process.ask('connect', { controllers });
  const targets = controllers.map(({ identity }) => ({
    variables: { accountNumber: benchAccount, euid: identity, code: 'S1' },
  }));
  return {
    system,
    async run(shape, { restMs = 0 } = {}) {
      const { http, token, redisSocket, keyPrefix } = system;
      const outcomes = { redisSocket, keyPrefix, settledNumber, restMs };
      const load = { http, token, document, targets, varied: 'name', shape, outcomes };
      const result = await stage.generate(load);
      assertSucceeded(result);
      return result;
    },
  };
}

async function enrol(
  { progress }: Stage,
  system: System,
  count: number,
): Promise<readonly Enrolled[]> {
  const wanted = Array.from({ length: count }, (_, index) => ({
    ...{ class: 'HEAT_PUMP_CONTROLLER' as const, identity: toEuid(index) },
  }));
  const bar = progress.bar(`${system.name}: controllers enrolled`, count);
  const enrolled = await system.enrol(wanted, bar.to);
  bar.end();
  return enrolled;
}

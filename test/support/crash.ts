import type { Gate } from './tcp-proxy.ts';
import { waitFor } from './wait-for.ts';
import type { World } from './world.ts';
import type { Mutation } from './world-devices.ts';

/** A mutation that is sent while the gateway dies, with the key to repeat it by. */
export type CrashCall = {
  readonly mutation: Mutation;
  readonly idempotencyKey: string;
  /** Holds what the gateway must not get past. */
  readonly gate: Gate;
};

/**
 * Sends the mutation, kills the gateway with SIGKILL when the gate holds, loses what the gate held
 * and starts the gateway again on the same data. Gives the id that the caller got; `null` = an
 * error.
 */
export async function crashAt(world: World, call: CrashCall): Promise<string | null> {
  const answer = send(world, call).catch(() => null);
  await waitFor(() => call.gate.isReached(), 'the moment of the crash', 15_000);
  await world.kill();
  call.gate.cut();
  const id = await answer;
  await world.start();
  return id;
}

/** Sends the mutation with its idempotency key. */
export function send(world: World, call: Omit<CrashCall, 'gate'>): Promise<string> {
  const [document, variables] = call.mutation;
  return world.api.accept(document, variables, { 'Idempotency-Key': call.idempotencyKey });
}

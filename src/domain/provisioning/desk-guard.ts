import { GatewayError } from '../errors.ts';
import type { DeskRejection } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';

/** Wraps a step of a desk: a store that is away, and a bug of ours, are a rejection to come again for. */
export function makeDeskGuard({ log }: Pick<ProvisioningPorts, 'log'>) {
  return <Input extends readonly unknown[], Answer>(
    step: string,
    run: (...input: Input) => Promise<Answer>,
  ) =>
    async (...input: Input): Promise<Answer | DeskRejection> => {
      try {
        return await run(...input);
      } catch (error) {
        const isAway = error instanceof GatewayError && error.code === 'unavailable';
        if (isAway) log.warn({ step, err: error }, 'provisioning waits for the store');
        else log.error({ step, err: error }, 'provisioning failed');
        return toRejection('unavailable');
      }
    };
}

import { GatewayError } from '../errors.ts';
import type { DeskRejection } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { ProvisioningPorts } from './ports.ts';

/** Wraps steps of a desk: when the store is away, or we have a bug, the device is to come again. */
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

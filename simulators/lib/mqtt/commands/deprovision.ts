import type { CommandBehaviour } from '../behaviour.ts';

/** `deprovision {}`: answered, then a clean exit; account and certificate are forgotten. */
export const deprovision: CommandBehaviour<unknown> = {
  aspect: null,
  forgets: true,
  plan: () => ({ apply() {} }),
};

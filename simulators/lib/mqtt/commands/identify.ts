import type { CommandBehaviour } from '../behaviour.ts';

/** `identify {}`: blinks a light that nobody sees; the wire log shows that it did. */
export const identify: CommandBehaviour<unknown> = {
  aspect: null,
  plan: () => ({ apply() {} }),
};

import type { CommandBehaviour } from '../behaviour.ts';

/** `reboot {}`: accepted, then a power cut; succeeded once the device is back (lifecycle.md). */
export const reboot: CommandBehaviour<unknown> = {
  aspect: null,
  announces: true,
  restarts: true,
  plan: () => ({ apply() {} }),
};

import { type Static, Type } from 'typebox';
import { noEvidence } from '../evidence.ts';
import { toHeldPolicy } from './policies.ts';
import type { CommandSpec } from './spec.ts';

const schema = Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false });

/** Whether a home battery may give to the grid; the gateway holds it, and plans accordingly. */
export const setGridExport: CommandSpec<'set_grid_export', Static<typeof schema>> = {
  kind: 'set_grid_export',
  schema,
  policy: toHeldPolicy(),
  classes: ['battery'],
  supersedeKey: () => null,
  aspects: [],
  holds: ({ enabled }) => ({ gridExport: enabled }),
  replans: true,
  faults: () => [],
  refuse: () => null,
  judge: () => noEvidence,
};

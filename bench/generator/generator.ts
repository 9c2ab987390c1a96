import { serveParent } from '../process/serve-parent.ts';
import type { Load } from './load.ts';
import { runLoad } from './run-load.ts';

/** The load generator's process: no device and no gateway lives in it. */
serveParent({ run: (load: Load) => runLoad(load) });

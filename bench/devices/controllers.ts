import { forEachAtOnce } from '../process/for-each-at-once.ts';
import { serveParent } from '../process/serve-parent.ts';
import { type ControllerPlan, startController } from './controller.ts';

/** A process full of light heat-pump controllers. */

const connectingMax = 32;
const stops: (() => Promise<void>)[] = [];

serveParent({
  async connect({ controllers }: { controllers: readonly ControllerPlan[] }) {
    await forEachAtOnce(controllers, connectingMax, async (plan) => {
      const { stop } = await startController(plan);
      stops.push(stop);
    });
    return stops.length;
  },
});

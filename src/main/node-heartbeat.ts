import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { NodeRoutes } from '../store/node-routes.ts';

/** How often the node's key is renewed, and how old it may grow before the node stops sending. */
const renewEveryMs = 5_000;
const staleAfterMs = 10_000;

/** Keeps this node's routes alive (design section 9). */
export type NodeHeartbeat = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** False when the key could not be renewed for 10 s: another node may hold the devices. */
  isFresh(): boolean;
};

/** Makes the heartbeat; its times are real ones, never scaled. */
export function makeNodeHeartbeat(routes: NodeRoutes, clock: Clock, log: Log): NodeHeartbeat {
  let renewedAtMs = 0;
  let cancel = () => {};
  let beat: Promise<void> = Promise.resolve();
  let isStopped = false;

  const renew = async (): Promise<void> => {
    try {
      await routes.renew();
      renewedAtMs = clock.nowMs();
    } catch (error) {
      log.warn({ err: error }, 'the key of this node could not be renewed');
    }
    const delayMs = clock.nowMs() - renewedAtMs < renewEveryMs ? renewEveryMs : 500;
    if (isStopped) return;
    cancel = clock.after(delayMs, () => {
      beat = renew();
    });
  };

  return {
    async start() {
      await renew();
    },
    async stop() {
      isStopped = true;
      cancel();
      await beat;
      await routes.leave();
    },
    isFresh: () => clock.nowMs() - renewedAtMs < staleAfterMs,
  };
}
